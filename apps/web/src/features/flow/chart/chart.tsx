'use client';

import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './chart.module.css';
import type { Plot } from './plot';
import { TipProvider } from './tip';

/** Below it there is room for few texts: the width of a phone. */
const narrow = 560;

/** A picture as wide as its place. `children` draws what is between the axes and beside them. */
export function Chart({
  label,
  describedBy,
  height = 280,
  rightRoom = () => 12,
  bottomRoom = 30,
  children,
}: {
  label: string;
  /** The id of the text that says which keys the chart takes. */
  describedBy: string;
  height?: number;
  /** Pixels for texts beside the plot. */
  rightRoom?: (isNarrow: boolean) => number;
  bottomRoom?: number;
  children: (plot: Plot, isNarrow: boolean) => ReactNode;
}) {
  const place = useRef<HTMLFieldSetElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const measure = () => setWidth(Math.floor(element.getBoundingClientRect().width));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const plot = { left: 40, right: width - rightRoom(width < narrow), top: 22, bottom: height - bottomRoom };
  return (
    <fieldset
      ref={place}
      className={styles.chart}
      style={{ height }}
      aria-label={label}
      aria-describedby={describedBy}
    >
      {width > 0 && (
        <TipProvider width={width}>
          <svg className={styles.picture} width={width} height={height} role="presentation">
            {children(plot, width < narrow)}
          </svg>
        </TipProvider>
      )}
    </fieldset>
  );
}
