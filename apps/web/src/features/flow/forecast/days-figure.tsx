'use client';

import type { BoardForecast, Chance, ForecastDays } from '@weir/contract';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useFormatter } from 'next-intl';
import { daysAfter } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis, DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { Legend, LineLook, lineClasses, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { dayScale } from '../chart/plot';
import { Figure } from '../figure/figure';
import { FigureFoot } from '../figure/figure-foot';
import type { TableOf } from '../figure/table';
import { percentileNames, shareOf } from '../figures/percentiles';
import { useCertaintyColumn } from './certainty-column';

type Level = { name: keyof ForecastDays; day: string | null };
type Query = Parameters<typeof Figure<BoardForecast, Level>>[0]['query'];

/** By which day the cards are delivered, with each certainty. */
export function DaysFigure({ query, name }: { query: Query; name: string }) {
  const t = useTranslations();
  const table = useTable();
  return (
    <Figure<BoardForecast, Level>
      title={t('forecastPage.doneBy.title')}
      lead={t('forecastPage.doneBy.lead')}
      empty={t('forecastPage.unknown.title')}
      fileName={({ today }) => `${name}-done-by-${today}`}
      query={query}
      isEmpty={(data) => levelsOf(data).every(({ day }) => day === null)}
      chart={(data, keys) => <Steps data={data} keys={keys} />}
      table={(data) => table(levelsOf(data))}
    >
      {(data) => <Below data={data} />}
    </Figure>
  );
}

function levelsOf({ doneBy }: BoardForecast): Level[] {
  if (doneBy === null || 'unknown' in doneBy) return [];
  return percentileNames.map((name) => ({ name, day: doneBy[name] }));
}

/** The chance of the day that was asked about, if it is known. */
function askedOf({ asked: { by }, chance }: BoardForecast): { by: string; chance: Chance } | null {
  return by !== null && chance !== null && !('unknown' in chance) ? { by, chance } : null;
}

/** From each of the days on the certainty is at least that of its level: what is between two of them is not known, and not drawn. */
function Steps({ data, keys }: { data: BoardForecast; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const format = useFormatter();
  const levels = levelsOf(data).filter((level): level is Level & { day: string } => level.day !== null);
  const asked = askedOf(data);
  const from = daysAfter(data.today, 1);
  const last = [...levels.map(({ day }) => day), asked?.by ?? from].toSorted().at(-1) as string;
  const to = daysAfter(last, 1);
  return (
    <Chart label={t('forecastPage.doneBy.title')} describedBy={keys} height={260}>
      {(plot) => {
        const days = dayScale(from, to, plot);
        const shares = scaleLinear([0, 1], [plot.bottom, plot.top]);
        const corners = levels.flatMap(({ name, day }, at): [number, number][] => [
          [days.at(day), shares(at === 0 ? 0 : shareOf[levels[at - 1]?.name ?? name])],
          [days.at(day), shares(shareOf[name])],
        ]);
        const end: [number, number] = [plot.right, corners.at(-1)?.[1] ?? plot.bottom];
        const marks = [
          ...levels.map(
            ({ name, day }): Mark => ({
              id: name,
              x: days.at(day),
              y: shares(shareOf[name]),
              lines: [
                t('forecastPage.doneBy.answer', { day: dates.day(day) }),
                t('forecastPage.certainty', { share: shareOf[name] }),
              ],
            }),
          ),
          ...(asked
            ? [
                {
                  id: 'asked',
                  x: days.at(asked.by),
                  y: shares(asked.chance.percent / 100),
                  lines: [
                    t('forecastPage.doneBy.answer', { day: dates.day(asked.by) }),
                    t('forecastPage.chance.answer', {
                      share: asked.chance.percent / 100,
                      bound: asked.chance.bound ?? 'none',
                    }),
                  ],
                  shape: 'diamond' as const,
                  tone: 'warn' as const,
                },
              ]
            : []),
        ].toSorted((one, other) => one.x - other.x);
        return (
          <>
            <AmountAxis
              plot={plot}
              scale={shares}
              unit={t('forecastPage.doneBy.axis')}
              toText={(share) => format.number(share, { style: 'percent' })}
            />
            <DayAxis plot={plot} scale={days} from={from} to={to} />
            <path className={lineClasses.figure} d={line()([...corners, end]) ?? ''} />
            <Marks marks={marks} />
          </>
        );
      }}
    </Chart>
  );
}

function Below({ data }: { data: BoardForecast }) {
  const t = useTranslations();
  const dates = useDates();
  const asked = askedOf(data);
  return (
    <FigureFoot>
      <Legend
        items={[
          { id: 'levels', name: t('forecastPage.doneBy.levels'), look: <LineLook kind="figure" /> },
          ...(asked
            ? [
                {
                  id: 'asked',
                  name: t('forecastPage.doneBy.asked', { day: dates.shortDay(asked.by) }),
                  look: <ShapeLook shape="diamond" tone="warn" />,
                },
              ]
            : []),
        ]}
      />
    </FigureFoot>
  );
}

function useTable() {
  const t = useTranslations();
  const dates = useDates();
  const certainty = useCertaintyColumn<Level>();
  return (rows: readonly Level[]): TableOf<Level> => ({
    rows,
    keyOf: ({ name }) => name,
    columns: [
      certainty,
      {
        name: 'day',
        label: t('forecastPage.columns.doneBy'),
        value: ({ day }) => day,
        shown: ({ day }) => (day === null ? t('forecastPage.doneBy.tooFar') : dates.day(day)),
      },
    ],
  });
}
