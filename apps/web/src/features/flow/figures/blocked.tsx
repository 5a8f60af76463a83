'use client';

import type { BlockedTime } from '@weir/contract';
import { Fragment } from 'react';
import { Link } from '@/components/layout/link';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { Bars } from '../chart/bars';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { useCards, useFigure } from '../flow-context';

type Reason = BlockedTime['reasons'][number];

/** Bars that are shown. The table and the file have all. */
const mostBars = 10;

/** How long cards were blocked, by reason. */
export function Blocked() {
  const t = useTranslations();
  const query = useFigure<BlockedTime>('blocked');
  const table = useTable();
  return (
    <FlowFigure
      kind="blocked"
      query={query}
      isEmpty={({ reasons }) => reasons.length === 0}
      chart={(data) => <Reasons data={data} />}
      table={table}
    >
      {({ reasons }) =>
        reasons.length > mostBars && (
          <FigureFoot>
            <p>{t('flow.figures.blocked.others', { count: reasons.length - mostBars })}</p>
          </FigureFoot>
        )
      }
    </FlowFigure>
  );
}

function Reasons({ data: { reasons } }: { data: BlockedTime }) {
  const t = useTranslations();
  const dates = useDates();
  return (
    <Bars
      label={t('flow.figures.blocked.title')}
      bars={reasons.slice(0, mostBars).map((each) => ({
        id: each.reason ?? '',
        name: each.reason ?? t('flow.figures.blocked.erased'),
        amount: each.seconds,
        text: dates.duration(each.seconds),
        more: (
          <>
            {t('flow.figures.blocked.blocks', { count: each.blocks, alike: each.alike })}{' '}
            <Cards refs={each.cards} />
          </>
        ),
      }))}
    />
  );
}

function Cards({ refs }: { refs: readonly string[] }) {
  const { hrefOfRef } = useCards();
  return refs.map((ref, at) => (
    <Fragment key={ref}>
      {at > 0 && ' '}
      <Link href={hrefOfRef(ref)}>{ref}</Link>
    </Fragment>
  ));
}

function useTable() {
  const t = useTranslations();
  const dates = useDates();
  return ({ reasons }: BlockedTime): TableOf<Reason> => ({
    rows: reasons,
    keyOf: ({ reason }) => reason ?? '',
    columns: [
      {
        name: 'reason',
        label: t('flow.columns.reason'),
        value: ({ reason }) => reason,
        shown: ({ reason }) => reason ?? t('flow.figures.blocked.erased'),
      },
      {
        name: 'seconds',
        label: t('flow.columns.blockedTime'),
        value: ({ seconds }) => seconds,
        shown: ({ seconds }) => dates.duration(seconds),
      },
      { name: 'blocks', label: t('flow.columns.blocks'), value: ({ blocks }) => blocks },
      { name: 'alike', label: t('flow.columns.alike'), value: ({ alike }) => alike },
      {
        name: 'cards',
        label: t('flow.columns.cards'),
        value: ({ cards }) => cards.join(' '),
        shown: ({ cards }) => <Cards refs={cards} />,
      },
    ],
  });
}
