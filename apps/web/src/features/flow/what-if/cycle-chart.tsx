'use client';

import type { Estimate, WhatIfComparison } from '@weir/contract';
import { useId } from 'react';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useTranslations } from '@/lib/words/use-translations';
import { AmountAxis } from '../chart/axes';
import { Chart } from '../chart/chart';
import chart from '../chart/chart.module.css';
import { Legend, ShapeLook } from '../chart/legend';
import { type Mark, Marks } from '../chart/marks';
import { amountScale } from '../chart/plot';
import { useAmounts } from './amounts';
import styles from './what-if.module.css';

const groups = ['cycleP50', 'cycleP85', 'cycleP95'] as const;
type Side = 'before' | 'after';

/** Cycle times before and after, each with its interval. */
export function CycleChart({ result }: { result: WhatIfComparison }) {
  const t = useTranslations();
  const keys = useId();
  const { span } = useAmounts();
  const found = groups.flatMap((figure) => {
    const [before, after] = [result.before[figure], result.after[figure]];
    return before && after ? [{ figure, before, after }] : [];
  });
  if (found.length === 0) return null;
  const largest = Math.max(...found.flatMap(({ before, after }) => [before.high, after.high]));
  return (
    <>
      <VisuallyHidden>
        <span id={keys}>{t('flow.keys')}</span>
      </VisuallyHidden>
      <Chart label={t('whatIf.chart.title')} describedBy={keys} height={260}>
        {(plot) => {
          const scale = amountScale(largest, plot);
          const width = (plot.right - plot.left) / found.length;
          const marks = found.flatMap(({ figure, ...sides }, nth) =>
            (['before', 'after'] as const).map((side): Mark & { estimate: Estimate; side: Side } => ({
              id: `${figure} ${side}`,
              x: plot.left + width * (nth + 0.5) + (side === 'before' ? -14 : 14),
              y: scale(sides[side].value),
              lines: [
                t(`whatIf.figures.${figure}`),
                t(`whatIf.chart.${side}`, { days: span(figure, sides[side]) }),
              ],
              shape: side === 'before' ? 'circle' : 'diamond',
              tone: side === 'before' ? 'quiet' : 'plain',
              estimate: sides[side],
              side,
            })),
          );
          return (
            <>
              <AmountAxis plot={plot} scale={scale} unit={t('flow.units.days')} />
              <svg aria-hidden="true" overflow="visible" className={chart.axis}>
                {found.map(({ figure }, nth) => (
                  <text
                    key={figure}
                    x={plot.left + width * (nth + 0.5)}
                    y={plot.bottom + 19}
                    textAnchor="middle"
                  >
                    {t(`whatIf.chart.${figure}`)}
                  </text>
                ))}
                {marks.map(({ id, x, estimate, side }) => (
                  <line
                    key={id}
                    className={styles.interval}
                    data-side={side}
                    x1={x}
                    x2={x}
                    y1={scale(estimate.low)}
                    y2={scale(estimate.high)}
                  />
                ))}
              </svg>
              <Marks marks={marks} />
            </>
          );
        }}
      </Chart>
      <Legend
        items={[
          { id: 'before', name: t('whatIf.table.before'), look: <ShapeLook shape="circle" tone="quiet" /> },
          { id: 'after', name: t('whatIf.table.after'), look: <ShapeLook shape="diamond" /> },
        ]}
      />
    </>
  );
}
