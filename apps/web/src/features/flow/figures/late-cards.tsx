'use client';

import type { ServiceLevelFigures } from '@weir/contract';
import { slowestColumns } from '@weir/domain';
import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import { useCards, useFigure } from '../flow-context';
import styles from './late-cards.module.css';
import { type LateCard, useLateTable, useReasons } from './late-reasons';
import { LeftOut } from './notes';
import { Levels } from './service-levels';

/** Cards that are listed. The table and the file have all. */
const mostListed = 10;
/** Of each, the columns that were longest above the usual time. */
const mostColumns = 2;

/** The cards that broke the expectation of their class, with where their time went. */
export function LateCards() {
  const query = useFigure<ServiceLevelFigures>('sle');
  const table = useLateTable();
  const t = useTranslations();
  return (
    <FlowFigure
      kind="late"
      query={query}
      isEmpty={({ late }) => late.length === 0}
      notes={(data) => (
        <>
          <Levels data={data} />
          <LeftOut faults={{ ...data.faults, gap: 0 }} />
        </>
      )}
      chart={({ late }) => (
        <ul className={styles.list}>
          {late.slice(0, mostListed).map((card) => (
            <LateLine key={`${card.board}-${card.number}`} card={card} />
          ))}
        </ul>
      )}
      table={table}
    >
      {({ late, total }) =>
        late.length > mostListed && (
          <FigureFoot>
            <p>{t('serviceLevels.late.more', { count: late.length - mostListed })}</p>
            {total > late.length && <p>{t('serviceLevels.late.newest', { total, count: late.length })}</p>}
          </FigureFoot>
        )
      }
    </FlowFigure>
  );
}

function LateLine({ card }: { card: LateCard }) {
  const { nameOf, hrefOf } = useCards();
  const reasons = useReasons();
  const href = hrefOf(card);
  const columns = card.spent ? slowestColumns(card.spent.columns).slice(0, mostColumns) : [];
  return (
    <li>
      <p className={styles.name}>{href ? <Link href={href}>{nameOf(card)}</Link> : nameOf(card)}</p>
      <p className={styles.took} data-state={card.deliveredOn === null ? 'inFlight' : undefined}>
        {reasons.took(card)}
      </p>
      <ul className={styles.reasons}>
        {columns.map((column) => (
          <li key={column.columnId}>{reasons.column(column)}</li>
        ))}
        {card.spent?.blocks.map(({ reason, seconds }) => (
          <li key={reason}>{reasons.block(reason, seconds)}</li>
        ))}
        {card.spent && card.spent.reopened > 0 && <li>{reasons.returned(card.spent)}</li>}
        {card.spent === null && <li>{reasons.gap}</li>}
      </ul>
    </li>
  );
}
