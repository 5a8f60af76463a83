'use client';

import type { CumulativeFlow, FlowStage } from '@weir/contract';
import { area, stack } from 'd3-shape';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis, DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import styles from '../chart/chart.module.css';
import { Legend } from '../chart/legend';
import { DayMarks, type Mark } from '../chart/marks';
import { amountScale, dayScale } from '../chart/plot';
import { FigureFoot } from '../figure/figure-foot';
import { FlowFigure } from '../figure/flow-figure';
import type { TableOf } from '../figure/table';
import { useBandNames } from '../figure-cards/band-names';
import { useCardsHref } from '../figure-cards/use-cards-href';
import { useFigure } from '../flow-context';
import { useDayColumn } from './day-column';
import { runningSums } from './running-sums';

type Day = CumulativeFlow['days'][number];
type Band = CumulativeFlow['bands'][number];
type Piece = [low: number, high: number] & { data: Day };

/** The cards of each column at the end of each day, on top of each other. */
export function Cumulative() {
  const query = useFigure<CumulativeFlow>('cfd');
  const table = useTable();
  return (
    <FlowFigure
      kind="cumulative"
      query={query}
      isEmpty={hasNoCards}
      chart={(data, keys) => <Areas data={data} keys={keys} />}
      table={table}
    >
      {(data) => <BandLegend data={data} />}
    </FlowFigure>
  );
}

export function hasNoCards({ days }: CumulativeFlow): boolean {
  return days.every(({ cards }) => cards.every((count) => count === 0));
}

/** The looks of a band: a shade of its stage, and lines across what waits before the commitment point. */
function looksOf(
  bands: readonly Band[],
  at: number,
): { stage: FlowStage; shade: number; isHatched: boolean } {
  const { stage } = bands[at] as Band;
  const alike = bands.flatMap((band, nth) => (band.stage === stage ? [nth] : []));
  return { stage, shade: alike.indexOf(at) % 4, isHatched: stage === 'queued' };
}

function Areas({ data, keys }: { data: CumulativeFlow; keys: string }) {
  const { bands, days: history, from, to } = data;
  const t = useTranslations();
  const dates = useDates();
  const nameOf = useBandNames()(data);
  const hrefOf = useCardsHref('cumulative');
  const lift = Math.max(0, ...history.map(({ cards }) => -(cards[0] ?? 0)));
  const heightOn = ({ cards }: Day) => cards.reduce((sum, count) => sum + count, lift);
  const largest = Math.max(...history.map(heightOn));
  const layers = stack<unknown, Day, number>()
    .keys(bands.map((_, at) => at))
    // Reopened cards that were delivered before the first day: the lowest band is drawn from 0 up.
    .value(({ cards }, at) => (cards[at] ?? 0) + (at === 0 ? lift : 0))(history) as unknown as Piece[][];
  return (
    <Chart label={t('flow.figures.cumulative.title')} describedBy={keys} height={340}>
      {(plot) => {
        const [days, amounts] = [dayScale(from, to, plot), amountScale(largest, plot)];
        const shape = area<Piece>(
          ({ data: { day } }) => days.at(day),
          ([low]) => amounts(low),
          ([, high]) => amounts(high),
        );
        const marks = history.map((each): Mark => {
          const { day, cards } = each;
          return {
            id: day,
            x: days.at(day),
            y: amounts(heightOn(each)),
            lines: [
              dates.day(day),
              ...bands
                .map((band, at) => t('flow.band', { band: nameOf(band), count: cards[at] ?? 0 }))
                .reverse(),
            ],
            href: cards.some((count) => count !== 0) ? hrefOf(day) : undefined,
            hrefAt: (y) => hrefOf(day, bandAt(data, each, amounts.invert(y) - lift)),
          };
        });
        return (
          <>
            <Hatching />
            <AmountAxis plot={plot} scale={amounts} unit={t('flow.units.cards')} />
            <DayAxis plot={plot} scale={days} from={from} to={to} />
            {layers.map((layer, at) => (
              <BandArea
                key={`${bands[at]?.stage} ${bands[at]?.columnId}`}
                looks={looksOf(bands, at)}
                path={shape(layer) ?? ''}
              />
            ))}
            <DayMarks marks={marks} days={days} plot={plot} />
          </>
        );
      }}
    </Chart>
  );
}

/** The band at a height of a day, in cards from 0 up; null above them. */
function bandAt({ bands }: CumulativeFlow, { cards }: Day, height: number): Band | null {
  const at = runningSums(cards).findIndex((top, nth) => (cards[nth] ?? 0) > 0 && height <= top);
  return bands[at] ?? null;
}

function BandArea({
  looks: { stage, shade, isHatched },
  path,
}: {
  looks: ReturnType<typeof looksOf>;
  path: string;
}) {
  return (
    <>
      <path className={styles.band} data-stage={stage} data-shade={shade} d={path} />
      {isHatched && <path className={styles.hatched} d={path} />}
    </>
  );
}

/** Lines across an area. A page has one definition for all. */
function Hatching() {
  return (
    <defs>
      <pattern
        id="flow-hatching"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line x1="0" x2="0" y1="0" y2="6" className={styles.hatching} />
      </pattern>
    </defs>
  );
}

/** From the top band down, as in the chart. */
function BandLegend({ data }: { data: CumulativeFlow }) {
  const { bands } = data;
  const nameOf = useBandNames()(data);
  const items = bands.map((band, at) => ({
    id: `${at}`,
    name: nameOf(band),
    look: <BandArea looks={looksOf(bands, at)} path="M-9-6H9V6H-9Z" />,
  }));
  return (
    <FigureFoot>
      <Legend items={items.reverse()} />
    </FigureFoot>
  );
}

function useTable() {
  const dayColumn = useDayColumn<Day>();
  const namesOf = useBandNames();
  const hrefOf = useCardsHref('cumulative');
  return (data: CumulativeFlow): TableOf<Day> => ({
    rows: data.days.toReversed(),
    keyOf: ({ day }) => day,
    columns: [
      dayColumn,
      ...data.bands.map((band, at) => ({
        name: band.name ?? band.stage,
        label: namesOf(data)(band),
        value: ({ cards }: Day) => cards[at] ?? 0,
        href: ({ day, cards }: Day) => (cards[at] ? hrefOf(day, band) : undefined),
      })),
    ],
  });
}
