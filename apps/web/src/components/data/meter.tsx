'use client';

import { Label, Meter as RacMeter } from 'react-aria-components';
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
  return (
    <RacMeter
      className={styles.meter}
      value={value}
      maxValue={max}
      {...(valueLabel !== undefined && { valueLabel })}
      {...(hideLabel && { 'aria-label': label })}
    >
      {({ percentage, valueText }) => (
        <>
          {!hideLabel && (
            <span className={styles.head}>
              <Label>{label}</Label>
              <span className={styles.value}>{valueText}</span>
            </span>
          )}
          <span className={styles.track} data-tone={tone}>
            <span className={styles.fill} style={{ width: `${percentage}%` }} />
          </span>
        </>
      )}
    </RacMeter>
  );
}
