'use client';

import { useQuery } from '@tanstack/react-query';
import type { CardDetail, CardServiceLevel, TimeSpent } from '@weir/contract';
import { type Sle, sleOf } from '@weir/domain';
import type { Translate } from '@weir/words';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { expectationText } from '@/lib/words/expectation';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import styles from './service-level.module.css';
import { SleMark } from './sle-mark';

/** Seconds. Shorter waits in a done half are no reason. */
const shortestWait = 3_600;

type Props = {
  card: CardDetail;
  /** That of the heading. */
  level: 2 | 3;
};

/** Whether the card can keep the expectation of its class; of one at risk or late, where its time went. */
export function ServiceLevel({ card, level }: Props) {
  const { board } = useBoardPage();
  const t = useTranslations();
  const isExpected = Boolean(board.serviceLevels[card.classOfService]) && card.committedAt !== null;
  if (!isExpected || card.archivedAt) return null;
  const sle = sleOf(card, board);
  if (sle?.state === 'onTrack') return null;
  return <Explained card={card} level={level} meaning={sle ? sleMeaning(t, sle) : null} />;
}

function Explained({ card, level, meaning }: Props & { meaning: string | null }) {
  const { board } = useBoardPage();
  const { slug } = useWorkspace();
  const t = useTranslations();
  const { data } = useQuery(reading<CardServiceLevel>(cardPaths.serviceLevel(slug, board.key, card.number)));
  const expectation = board.serviceLevels[card.classOfService];
  const isLate = data?.days && expectation && data.days > expectation.days;
  if (!meaning && !isLate) return null;
  const Heading = `h${level}` as const;
  return (
    <section className={styles.level} aria-label={t('serviceLevels.card.title')}>
      <Heading>{t('serviceLevels.card.title')}</Heading>
      {meaning && (
        <p>
          <SleMark card={card} board={board} />
        </p>
      )}
      <p className={styles.meaning}>
        {meaning ??
          (expectation &&
            t('serviceLevels.card.took', {
              days: data?.days ?? 0,
              expectation: expectationText(t, expectation),
            }))}
      </p>
      {data && (data.spent ? <Spent spent={data.spent} /> : <p>{t('serviceLevels.card.gap')}</p>)}
    </section>
  );
}

function Spent({ spent: { columns, blocks, returned, reopened, putBack } }: { spent: TimeSpent }) {
  const t = useTranslations();
  const dates = useDates();
  return (
    <>
      <table className={styles.table}>
        <caption>{t('serviceLevels.card.where')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('serviceLevels.card.column')}</th>
            <th scope="col">{t('serviceLevels.card.time')}</th>
            <th scope="col">{t('serviceLevels.card.usual')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ columnId, name, seconds, usual, ...column }) => (
            <tr key={columnId ?? ''} data-slow={(usual && seconds > usual.p85) || undefined}>
              <th scope="row">
                <span dir="auto">{name ?? t(`serviceLevels.card.${columnId ? 'gone' : 'elsewhere'}`)}</span>
                <Parts column={column} />
              </th>
              <td>{dates.duration(seconds, Math.round)}</td>
              <td>
                {usual
                  ? t('serviceLevels.card.usualTime', {
                      p50: dates.duration(usual.p50, Math.round),
                      p85: dates.duration(usual.p85, Math.round),
                    })
                  : t('serviceLevels.card.noUsual')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {blocks.length > 0 && (
        <dl className={styles.blocks}>
          <dt>{t('serviceLevels.card.blocks')}</dt>
          {blocks.map(({ reason, seconds }) => (
            <dd key={reason}>
              {t('serviceLevels.card.block', {
                duration: dates.duration(seconds),
                reason: reason ?? t('serviceLevels.card.erased'),
              })}
            </dd>
          ))}
        </dl>
      )}
      {reopened > 0 && (
        <p>{t('serviceLevels.card.returned', { count: reopened, duration: dates.duration(returned) })}</p>
      )}
      {putBack > 0 && <p>{t('serviceLevels.card.putBack', { count: putBack })}</p>}
    </>
  );
}

/** What of the time in a column was not work, and how often the card came into it. */
function Parts({
  column: { blocked, waiting, visits },
}: {
  column: Pick<TimeSpent['columns'][number], 'blocked' | 'waiting' | 'visits'>;
}) {
  const t = useTranslations();
  const dates = useDates();
  if (blocked === 0 && waiting < shortestWait && visits < 2) return null;
  return (
    <small>
      {t('serviceLevels.card.parts', {
        blocked: blocked > 0 ? dates.duration(blocked, Math.round) : 'none',
        waiting: waiting >= shortestWait ? dates.duration(waiting, Math.round) : 'none',
        visits,
      })}
    </small>
  );
}

/** What the state of a card that is at risk or late rests on. */
function sleMeaning(t: Translate, { state, days, percent, riskDays }: Sle): string {
  const expectation = expectationText(t, { percent, days });
  if (state === 'broken') return t('serviceLevels.means.broken', { expectation });
  return riskDays === days
    ? t('serviceLevels.means.atRiskLastDay', { expectation })
    : t('serviceLevels.means.atRisk', { expectation });
}
