'use client';

import type { Percentiles } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../chart/chart.module.css';
import { apart, type Plot } from '../chart/plot';

export const percentileNames = ['p50', 'p70', 'p85', 'p95'] as const;
export const shareOf = { p50: 0.5, p70: 0.7, p85: 0.85, p95: 0.95 } as const;

/** Pixels to the right of the plot for the names of the lines. */
export const percentileRoom = (isNarrow: boolean) => (isNarrow ? 52 : 92);
const textHeight = 15;

/** A line for each percentile, named at its right end. Those on one place have a common line and names below each other. */
export function PercentileLines({
  plot,
  scale,
  percentiles,
  isNarrow,
}: {
  plot: Plot;
  scale: (days: number) => number;
  percentiles: Percentiles;
  isNarrow: boolean;
}) {
  const t = useTranslations();
  const places = percentileNames.map((name) => scale(percentiles[name]));
  const texts = apart(places, textHeight, plot.top, plot.bottom);
  return (
    <svg aria-hidden="true" overflow="visible" className={styles.percentiles}>
      {percentileNames.map((name, at) => (
        <g key={name} data-percentile={name}>
          <line x1={plot.left} x2={plot.right} y1={places[at]} y2={places[at]} />
          <text x={plot.right + 6} y={texts[at]} dy="0.35em">
            {t(isNarrow ? 'flow.percentileBriefly' : 'flow.percentile', {
              share: shareOf[name],
              days: percentiles[name],
            })}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** The same as a sentence for everybody, with the number of cards that it is about. */
export function PercentileWords({ percentiles, sample }: { percentiles: Percentiles; sample: number }) {
  const t = useTranslations();
  return <p>{t('flow.percentilesOf', { count: sample, ...percentiles })}</p>;
}
