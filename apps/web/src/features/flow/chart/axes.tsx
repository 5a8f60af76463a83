'use client';

import type { ScaleLinear } from 'd3-scale';
import { useFormatter } from 'next-intl';
import { useDates } from '@/lib/words/use-dates';
import styles from './chart.module.css';
import { amountTicks, type DayScale, dayTicks, type Plot } from './plot';

/** Pixels that the name of a day needs. */
const roomOfADay = 76;

/** The amounts at the left with their lines, and what they are amounts of. Screen readers get them from the points. */
export function AmountAxis({
  plot,
  scale,
  unit,
  toText,
}: {
  plot: Plot;
  scale: ScaleLinear<number, number>;
  unit: string;
  toText?: (amount: number) => string;
}) {
  const format = useFormatter();
  const ticks = toText ? scale.ticks(4) : amountTicks(scale);
  return (
    <svg aria-hidden="true" overflow="visible" className={styles.axis}>
      <text x={0} y={plot.top - 11}>
        {unit}
      </text>
      {ticks.map((amount) => (
        <g key={amount}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={scale(amount)}
            y2={scale(amount)}
            className={amount === 0 ? styles.floor : styles.line}
          />
          <text x={plot.left - 8} y={scale(amount)} dy="0.35em" textAnchor="end">
            {toText ? toText(amount) : format.number(amount)}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Some of the days, below the plot. */
export function DayAxis({
  plot,
  scale,
  from,
  to,
}: {
  plot: Plot;
  scale: DayScale;
  from: string;
  to: string;
}) {
  const dates = useDates();
  const most = Math.max(2, Math.floor((plot.right - plot.left) / roomOfADay));
  const half = roomOfADay / 2 - 8;
  return (
    <svg aria-hidden="true" overflow="visible" className={styles.axis}>
      {dayTicks(from, to, most).map((day) => {
        const x = scale.at(day);
        const anchor = x + half > plot.right ? 'end' : x - half < plot.left ? 'start' : 'middle';
        return (
          <g key={day}>
            <line x1={x} x2={x} y1={plot.bottom} y2={plot.bottom + 5} className={styles.floor} />
            <text x={x} y={plot.bottom + 19} textAnchor={anchor}>
              {dates.shortDay(day)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
