'use client';

import type { FlowEfficiency } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { daysAfter } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis, DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { type Mark, MarkLine, Marks } from '../chart/marks';
import { amountScale, dayScale } from '../chart/plot';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { useDaysHref, useFigure } from '../flow-context';
import { LeftOut } from './notes';

type Week = FlowEfficiency['weeks'][number];

/** Which share of the cycle time was work, by the week in which the cards were delivered. */
export function Efficiency() {
  const query = useFigure<FlowEfficiency>('efficiency');
  const table = useTable();
  return (
    <FlowFigure
      kind="efficiency"
      query={query}
      isEmpty={({ sample }) => sample === 0}
      notes={({ faults }) => <LeftOut faults={faults} />}
      chart={(data, keys) => <WeekChart data={data} keys={keys} />}
      table={table}
    >
      {(data) => <Below data={data} />}
    </FlowFigure>
  );
}

function WeekChart({ data: { weeks, from, to }, keys }: { data: FlowEfficiency; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const hrefOf = useDaysHref();
  const known = weeks.filter((week): week is Week & { efficiency: number } => week.efficiency !== null);
  return (
    <Chart label={t('flow.figures.efficiency.title')} describedBy={keys} height={220}>
      {(plot) => {
        const [days, shares] = [dayScale(from, to, plot), amountScale(1, plot)];
        const marks = known.map(
          ({ from: monday, sample, efficiency }): Mark => ({
            id: monday,
            x:
              Math.max(days.at(monday), plot.left) +
              Math.min(3.5 * days.dayWidth, plot.right - days.at(monday)),
            y: shares(efficiency),
            lines: [
              t('flow.weekOf', { day: dates.shortDay(monday) }),
              t('flow.efficiency', { share: efficiency }),
              t('flow.ofCards', { count: sample }),
            ],
            href: hrefOf({ from: monday, to: daysAfter(monday, 6) }),
          }),
        );
        return (
          <>
            <AmountAxis
              plot={plot}
              scale={shares}
              unit={t('flow.units.efficiency')}
              toText={(share) => t('flow.share', { share })}
            />
            <DayAxis plot={plot} scale={days} from={from} to={to} />
            <MarkLine marks={marks} />
            <Marks marks={marks} strip={{ width: 7 * days.dayWidth, top: plot.top, bottom: plot.bottom }} />
          </>
        );
      }}
    </Chart>
  );
}

/** Where the rest of the time went. */
function Below({ data: { efficiency, sample, seconds } }: { data: FlowEfficiency }) {
  const t = useTranslations();
  const all = seconds.active + seconds.blocked + seconds.halfDone + seconds.returned;
  if (efficiency === null || all === 0) return null;
  return (
    <FigureFoot>
      <p>
        {t('flow.figures.efficiency.sum', {
          share: efficiency,
          count: sample,
          blocked: seconds.blocked / all,
          halfDone: seconds.halfDone / all,
          returned: seconds.returned / all,
        })}
      </p>
    </FigureFoot>
  );
}

function useTable() {
  const t = useTranslations();
  const dates = useDates();
  const format = useFormatter();
  return ({ weeks }: FlowEfficiency): TableOf<Week> => ({
    rows: weeks.toReversed(),
    keyOf: ({ from }) => from,
    columns: [
      {
        name: 'from',
        label: t('flow.columns.weekFrom'),
        value: ({ from }) => from,
        shown: ({ from }) => dates.day(from),
      },
      { name: 'sample', label: t('flow.columns.delivered'), value: ({ sample }) => sample },
      {
        name: 'efficiency',
        label: t('flow.columns.efficiency'),
        value: ({ efficiency }) => efficiency,
        shown: ({ efficiency }) =>
          efficiency === null ? '–' : format.number(efficiency, { style: 'percent' }),
      },
    ],
  });
}
