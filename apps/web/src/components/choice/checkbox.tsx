'use client';

import type { ReactNode } from 'react';
import { Checkbox as RacCheckbox } from 'react-aria-components';
import styles from './checkbox.module.css';
import choice from './choice.module.css';

/** A checkbox; `hint` is a second line that says what it does. */
export function Checkbox({
  children,
  hint,
  isSelected,
  onChange,
  isReadOnly = false,
}: {
  children: ReactNode;
  hint?: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isReadOnly?: boolean;
}) {
  return (
    <RacCheckbox
      className={styles.check ?? ''}
      isSelected={isSelected}
      onChange={onChange}
      isReadOnly={isReadOnly}
    >
      <span className={`${choice.tick} ${styles.tick}`} aria-hidden="true" />
      <span>
        {children}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </RacCheckbox>
  );
}
