'use client';

import type { ReactNode } from 'react';
import styles from './chart.module.css';
import { type Shape, shapePaths } from './shapes';

/** What the parts of a chart mean: shapes, lines and areas by their looks. */
export type LegendItem = { id: string; name: string; look: ReactNode };

export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <ul className={styles.legend}>
      {items.map(({ id, name, look }) => (
        <li key={id}>
          <svg width={18} height={14} viewBox="-9 -7 18 14" aria-hidden="true">
            {look}
          </svg>
          <span dir="auto">{name}</span>
        </li>
      ))}
    </ul>
  );
}

export function ShapeLook({ shape, tone = 'plain' }: { shape: Shape; tone?: 'plain' | 'warn' | 'quiet' }) {
  return (
    <g className={styles.mark} data-tone={tone}>
      <path className={styles.point} data-shape={shape} d={shapePaths[shape]} />
    </g>
  );
}

export function LineLook({ kind }: { kind: keyof typeof lineClasses }) {
  return <line x1={-9} x2={9} className={lineClasses[kind]} />;
}

export const lineClasses = {
  figure: styles.figureLine,
  other: styles.otherLine,
  mean: styles.meanLine,
  limit: styles.limitLine,
} as const;
