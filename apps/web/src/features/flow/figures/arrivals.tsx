'use client';

import type { Arrivals as Comings, FlowStep } from '@weir/contract';
import { area } from 'd3-shape';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis, DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import styles from '../chart/chart.module.css';
import { Legend, LineLook } from '../chart/legend';
import { DayMarks, type Mark, MarkLine } from '../chart/marks';
import { amountScale, dayScale } from '../chart/plot';
import { TwoRuns } from '../chart/two-runs';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { Column, TableOf } from '../figure/table';
import { useCardsHref } from '../figure-cards/use-cards-href';
import { useFigure } from '../flow-context';
import { useDayColumn } from './day-column';
import { runningSums } from './running-sums';

type Day = Comings['days'][number];

/** The cards in flight at the end of each day. */
export function InFlight() {
  const query = useFigure<Comings>('arrivals');
  const columns = useColumns();
  return (
    <FlowFigure
      kind="inFlight"
      query={query}
      isEmpty={({ days }) => days.every(({ inFlight }) => inFlight === 0)}
      chart={(data, keys) => <InFlightChart data={data} keys={keys} />}
      table={({ days }): TableOf<Day> => ({
        rows: days.toReversed(),
        keyOf: ({ day }) => day,
        columns: [columns.day, columns.inFlight],
      })}
    />
  );
}

/** What came into flight and what left it, summed up from the first day on. */
export function Arrivals() {
  const query = useFigure<Comings>('arrivals');
  const columns = useColumns();
  return (
    <FlowFigure
      kind="arrivals"
      query={query}
      isEmpty={({ days }) => days.every((day) => day.arrived + leftOn(day) === 0)}
      chart={(data, keys) => <ArrivalsChart data={data} keys={keys} />}
      table={({ days }): TableOf<Day> => ({
        rows: days.toReversed(),
        keyOf: ({ day }) => day,
        columns: [columns.day, columns.arrived, columns.delivered, columns.putBack, columns.removed],
      })}
    >
      {(data) => <ArrivalsFoot data={data} />}
    </FlowFigure>
  );
}

function InFlightChart({ data: { days: history, from, to }, keys }: { data: Comings; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const hrefOf = useCardsHref('inFlight');
  const largest = Math.max(...history.map(({ inFlight }) => inFlight));
  return (
    <Chart label={t('flow.figures.inFlight.title')} describedBy={keys} height={220}>
      {(plot) => {
        const [days, amounts] = [dayScale(from, to, plot), amountScale(largest, plot)];
        const marks = history.map(
          ({ day, inFlight }): Mark => ({
            id: day,
            x: days.at(day),
            y: amounts(inFlight),
            lines: [dates.day(day), t('flow.inFlight', { count: inFlight })],
            href: inFlight > 0 ? hrefOf(day) : undefined,
          }),
        );
        const wash = area<Mark>(
          ({ x }) => x,
          plot.bottom,
          ({ y }) => y,
        );
        return (
          <>
            <AmountAxis plot={plot} scale={amounts} unit={t('flow.units.cards')} />
            <DayAxis plot={plot} scale={days} from={from} to={to} />
            <path className={styles.wash} d={wash(marks) ?? ''} />
            <MarkLine marks={marks} />
            <DayMarks marks={marks} days={days} plot={plot} />
          </>
        );
      }}
    </Chart>
  );
}

function ArrivalsChart({ data: { days, from }, keys }: { data: Comings; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const hrefOf = useCardsHref('arrivals');
  const arrived = runningSums(days.map((day) => day.arrived));
  const left = runningSums(days.map(leftOn));
  const linesOf = (at: number) => {
    const { day, arrived: came, delivered, putBack, removed } = days[at] as Day;
    return [
      dates.day(day),
      t('flow.arrived', { count: came }),
      t('flow.left', { count: delivered + putBack + removed, delivered, putBack, removed }),
      t('flow.since', { day: dates.shortDay(from), arrived: arrived[at] ?? 0, left: left[at] ?? 0 }),
    ];
  };
  return (
    <TwoRuns
      label={t('flow.figures.arrivals.title')}
      keys={keys}
      unit={t('flow.units.cards')}
      days={days.map(({ day }) => day)}
      one={arrived}
      other={left}
      linesOf={linesOf}
      hrefOf={(at) => {
        const day = days[at] as Day;
        return day.arrived + leftOn(day) > 0 ? hrefOf(day.day) : undefined;
      }}
    />
  );
}

function ArrivalsFoot({ data: { days } }: { data: Comings }) {
  const t = useTranslations();
  const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0);
  const [arrived, left] = [sum((day) => day.arrived), sum(leftOn)];
  return (
    <FigureFoot>
      <Legend
        items={[
          { id: 'arrived', name: t('flow.figures.arrivals.arrived'), look: <LineLook kind="figure" /> },
          { id: 'left', name: t('flow.figures.arrivals.left'), look: <LineLook kind="other" /> },
        ]}
      />
      <p>
        {t('flow.figures.arrivals.sum', {
          arrived,
          left,
          side: arrived > left ? 'more' : arrived < left ? 'fewer' : 'equal',
          difference: Math.abs(arrived - left),
        })}
      </p>
    </FigureFoot>
  );
}

const leftOn = ({ delivered, putBack, removed }: Day) => delivered + putBack + removed;

function useColumns() {
  const t = useTranslations();
  const hrefs = { inFlight: useCardsHref('inFlight'), arrivals: useCardsHref('arrivals') };
  const day = useDayColumn<Day>();
  const count = (name: FlowStep): Column<Day> => ({
    name,
    label: t(`flow.columns.${name}`),
    value: (each) => each[name],
    href: (each) =>
      each[name] > 0 ? hrefs[name === 'inFlight' ? name : 'arrivals'](each.day, { step: name }) : undefined,
  });
  return {
    day,
    arrived: count('arrived'),
    delivered: count('delivered'),
    putBack: count('putBack'),
    removed: count('removed'),
    inFlight: count('inFlight'),
  };
}
