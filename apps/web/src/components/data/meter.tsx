'use client';

import { useFormatter } from 'next-intl';
import { useId } from 'react';
import { VisuallyHidden } from '../layout/visually-hidden';
import styles from './meter.module.css';
import type { Tone } from './state-word';

/** A share of a whole. `valueLabel` replaces the percentage for screen readers (“7 of 8 waiting”). */
export function Meter({
  label,
  value,
  max = 1,
  valueLabel,
  tone = 'plain',
  hideLabel = false,
}: {
  label: string;
  value: number;
  max?: number;
  valueLabel?: string;
  tone?: Tone;
  hideLabel?: boolean;
}) {
  const format = useFormatter();
  const id = useId();
  const share = max > 0 ? Math.min(Math.max(value / max, 0), 1) : 0;
  const text = valueLabel ?? format.number(share, { style: 'percent' });
  return (
    <div className={styles.meter}>
      <VisuallyHidden>
        <meter
          min={0}
          max={max}
          value={value}
          aria-valuetext={text}
          {...(hideLabel ? { 'aria-label': label } : { 'aria-labelledby': id })}
        />
      </VisuallyHidden>
      {!hideLabel && (
        <span className={styles.head}>
          <span id={id}>{label}</span>
          <span className={styles.value}>{text}</span>
        </span>
      )}
      <span className={styles.track} data-tone={tone}>
        <span className={styles.fill} style={{ width: `${share * 100}%` }} />
      </span>
    </div>
  );
}
