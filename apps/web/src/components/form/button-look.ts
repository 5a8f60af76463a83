import type { ReactNode } from 'react';
import styles from './button.module.css';

type Variant = 'primary' | 'quiet' | 'plain' | 'danger';
type Size = 'normal' | 'small';
export type Look = { variant?: Variant; size?: Size; children: ReactNode };

/** The class names of what looks like a button. */
export function look(variant: Variant, size: Size): string {
  return `${styles.button} ${styles[variant]} ${size === 'small' ? styles.small : ''}`;
}
