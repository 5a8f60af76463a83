'use client';

import { scaleLinear } from 'd3-scale';
import { useFormatter } from 'next-intl';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import { Legend, LineLook, lineClasses, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { FigureFoot } from '../figure/figure-foot';
import { percentileNames, shareOf } from '../figures/percentiles';
import styles from './kept-chart.module.css';
import { type Kept, shapeOf, sorts } from './series';

/** Pixels between two sorts of the same certainty, at most. */
const most = 44;

/** For each certainty the share that was right, with the interval in which the true share is, and the certainty itself as a line. */
export function KeptChart({ title, kept, keys }: { title: string; kept: readonly Kept[]; keys: string }) {
  const t = useTranslations();
  const format = useFormatter();
  const percent = (share: number) => format.number(share, { style: 'percent' });
  const linesOf = useKeptLines();
  const shown = sorts.filter((sort) => kept.some((each) => each.sort === sort));
  return (
    <Chart label={title} describedBy={keys} height={320}>
      {(plot, isNarrow) => {
        const shares = scaleLinear([0, 1], [plot.bottom, plot.top]);
        const width = (plot.right - plot.left) / percentileNames.length;
        const left = (level: Kept['level']) => plot.left + percentileNames.indexOf(level) * width;
        const step = Math.min(most, width / (shown.length + 1));
        const xOf = ({ level, sort }: Kept) =>
          left(level) + width / 2 + (shown.indexOf(sort) - (shown.length - 1) / 2) * step;
        const marks = kept
          .map(
            (each): Mark => ({
              id: `${each.level} ${each.sort}`,
              x: xOf(each),
              y: shares(each.share ?? 0),
              lines: [...linesOf(each), ...(isBelow(each) ? [t('trackRecord.kept.below')] : [])],
              shape: shapeOf[each.sort],
              tone: isBelow(each) ? 'warn' : 'plain',
            }),
          )
          .toSorted((one, other) => one.x - other.x);
        return (
          <>
            <AmountAxis plot={plot} scale={shares} unit={t('trackRecord.kept.axis')} toText={percent} />
            <svg aria-hidden="true" overflow="visible" className={styles.levels}>
              {percentileNames.map((level) => (
                <g key={level}>
                  <line
                    x1={left(level) + 6}
                    x2={left(level) + width - 6}
                    y1={shares(shareOf[level])}
                    y2={shares(shareOf[level])}
                    className={lineClasses.mean}
                  />
                  <text x={left(level) + width / 2} y={plot.bottom + 19} textAnchor="middle">
                    {isNarrow
                      ? percent(shareOf[level])
                      : t('trackRecord.kept.said', { share: shareOf[level] })}
                  </text>
                </g>
              ))}
              {kept.map((each) => (
                <path
                  key={`${each.level} ${each.sort}`}
                  className={styles.interval}
                  d={whisker(xOf(each), shares(each.low), shares(each.high))}
                />
              ))}
            </svg>
            <Marks marks={marks} />
          </>
        );
      }}
    </Chart>
  );
}

/** Whether chance does not explain that so few were right. */
const isBelow = ({ high, level }: Kept) => high < shareOf[level];

/** What the parts of the chart mean. */
export function KeptFoot({ kept }: { kept: readonly Kept[] }) {
  const t = useTranslations();
  return (
    <FigureFoot>
      <Legend
        items={[
          ...sorts
            .filter((sort) => kept.some((each) => each.sort === sort))
            .map((sort) => ({
              id: sort,
              name: t(`trackRecord.sorts.${sort}`),
              look: <ShapeLook shape={shapeOf[sort]} />,
            })),
          { id: 'said', name: t('trackRecord.kept.line'), look: <LineLook kind="mean" /> },
          {
            id: 'interval',
            name: t('trackRecord.kept.interval'),
            look: <path className={styles.interval} d={whisker(0, 7, -7)} />,
          },
          ...(kept.some(isBelow)
            ? [
                {
                  id: 'below',
                  name: t('trackRecord.kept.below'),
                  look: <ShapeLook shape={shapeOf.doneBy} tone="warn" />,
                },
              ]
            : []),
        ]}
      />
      <p>{t('trackRecord.kept.how')}</p>
    </FigureFoot>
  );
}

function useKeptLines() {
  const t = useTranslations();
  return ({ sort, level, held, forecasts, share, low, high, independent }: Kept) => [
    t('trackRecord.kept.name', { sort: t(`trackRecord.sorts.${sort}`), share: shareOf[level] }),
    t('trackRecord.kept.right', { held, count: forecasts, share: share ?? 0 }),
    t('trackRecord.kept.between', { low, high }),
    t('trackRecord.kept.independent', { count: Math.round(independent) }),
  ];
}

/** A line from one place to another, with ends. */
function whisker(x: number, low: number, high: number): string {
  return `M${x - 4} ${low}h8M${x} ${low}V${high}M${x - 4} ${high}h8`;
}
