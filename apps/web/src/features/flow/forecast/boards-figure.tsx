'use client';

import type { BoardsForecast, ForecastDays } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { daysAfter } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { DayAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { Legend, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { dayScale } from '../chart/plot';
import { Figure } from '../figure/figure';
import { FigureFoot } from '../figure/figure-foot';
import type { TableOf } from '../figure/table';
import { percentileNames, shareOf } from '../figures/percentiles';
import styles from './boards-figure.module.css';
import { forecastHref } from './question';

type Row = { key: string; name: string; items: number | null; days: ForecastDays; href: string | undefined };
type Query = Parameters<typeof Figure<BoardsForecast, Row>>[0]['query'];

const rowHeight = 46;
/** The days of all boards together, as if they were a board. No board has this key. */
const together = '';

/** By which day each of the boards is done, and all of them. */
export function BoardsFigure({ query }: { query: Query }) {
  const t = useTranslations();
  const table = useTable();
  const rowsOf = useRows();
  return (
    <Figure<BoardsForecast, Row>
      title={t('forecastPage.boards.title')}
      lead={t('forecastPage.boards.lead')}
      empty={t('forecastPage.unknown.title')}
      keys={t('forecastPage.boards.keys')}
      fileName={({ boards }) => `forecast-${boards.map(({ key }) => key).join('-')}-${boards[0]?.today}`}
      query={query}
      isEmpty={(data) => rowsOf(data).length === 0}
      chart={(data, keys) => <Spans rows={rowsOf(data)} from={firstDay(data)} keys={keys} />}
      table={(data) => table(rowsOf(data))}
    >
      {() => (
        <FigureFoot>
          <Legend
            items={[
              {
                id: 'span',
                name: t('forecastPage.boards.span'),
                look: <line x1={-6} x2={6} className={styles.span} />,
              },
              {
                id: 'p85',
                name: t('forecastPage.certainty', { share: 0.85 }),
                look: <ShapeLook shape="circle" />,
              },
            ]}
          />
        </FigureFoot>
      )}
    </Figure>
  );
}

function firstDay({ boards }: BoardsForecast): string {
  return daysAfter(boards.map(({ today }) => today).toSorted()[0] ?? '', 1);
}

/** The boards that have a forecast, then all together. */
function useRows() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return ({ boards, doneBy }: BoardsForecast): Row[] => {
    const known = boards.flatMap(({ key, name, asked, doneBy: days, basis }): Row[] =>
      days === null || 'unknown' in days
        ? []
        : [
            {
              key,
              name,
              items: asked.items,
              days,
              href: forecastHref(slug, key, { ...asked, window: basis.window }),
            },
          ],
    );
    if ('unknown' in doneBy || known.length < 2) return known;
    const all = {
      key: together,
      name: t('forecastPage.boards.all'),
      items: null,
      days: doneBy,
      href: undefined,
    };
    return [...known, all];
  };
}

/** A line for each board from its 50% to its 95%, with a point at 85%. */
function Spans({ rows, from, keys }: { rows: readonly Row[]; from: string; keys: string }) {
  const t = useTranslations();
  const dates = useDates();
  const shown = rows.flatMap((row) => {
    const { p50, p85, p95 } = row.days;
    return p50 === null ? [] : [{ ...row, p50, p85: p85 ?? p95 ?? p50, p95: p95 ?? p85 ?? p50 }];
  });
  const last =
    shown
      .map(({ p95 }) => p95)
      .toSorted()
      .at(-1) ?? from;
  const to = daysAfter(last, 1);
  return (
    <Chart label={t('forecastPage.boards.title')} describedBy={keys} height={52 + shown.length * rowHeight}>
      {(plot) => {
        const days = dayScale(from, to, { ...plot, left: 0 });
        const yOf = (at: number) => plot.top + at * rowHeight + 24;
        const marks = shown.map(
          ({ key, name, items, days: levels, p85, href }, at): Mark => ({
            id: key,
            x: days.at(p85),
            y: yOf(at),
            lines: [
              items === null ? name : t('forecastPage.boards.row', { board: name, count: items }),
              ...percentileNames.map((level) =>
                t('forecastPage.level', {
                  share: shareOf[level],
                  value: levels[level] ? dates.day(levels[level]) : t('forecastPage.doneBy.tooFar'),
                }),
              ),
            ],
            href,
            shape: key === together ? 'diamond' : 'circle',
          }),
        );
        return (
          <>
            <DayAxis plot={{ ...plot, left: 0 }} scale={days} from={from} to={to} />
            <svg aria-hidden="true" overflow="visible" className={styles.spans}>
              {shown.map(({ key, name, items, p50, p95 }, at) => (
                <g key={key} data-all={key === together || undefined}>
                  <text x={0} y={yOf(at) - 10}>
                    {items === null ? name : t('forecastPage.boards.row', { board: name, count: items })}
                  </text>
                  <line x1={0} x2={plot.right} y1={yOf(at)} y2={yOf(at)} className={styles.rail} />
                  <line
                    x1={days.at(p50)}
                    x2={days.at(p95)}
                    y1={yOf(at)}
                    y2={yOf(at)}
                    className={styles.span}
                  />
                </g>
              ))}
            </svg>
            <Marks marks={marks} />
          </>
        );
      }}
    </Chart>
  );
}

function useTable() {
  const t = useTranslations();
  const dates = useDates();
  const format = useFormatter();
  return (rows: readonly Row[]): TableOf<Row> => ({
    rows,
    keyOf: ({ key }) => key,
    columns: [
      {
        name: 'board',
        label: t('flow.columns.board'),
        value: ({ key }) => key || 'all',
        shown: ({ name, href }) => (href ? <Link href={href}>{name}</Link> : name),
      },
      { name: 'items', label: t('forecastPage.question.items'), value: ({ items }) => items },
      ...percentileNames.map((level) => ({
        name: level,
        label: format.number(shareOf[level], { style: 'percent' }),
        value: ({ days }: Row) => days[level],
        shown: ({ days }: Row) => {
          const day = days[level];
          return day === null ? t('forecastPage.doneBy.tooFar') : dates.day(day);
        },
      })),
    ],
  });
}
