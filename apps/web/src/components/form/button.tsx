'use client';

import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonProps, ProgressBar, Button as RacButton } from 'react-aria-components';
import styles from './button.module.css';

type Variant = 'primary' | 'quiet' | 'plain' | 'danger';
type Size = 'normal' | 'small';
type Look = { variant?: Variant; size?: Size; children: ReactNode };

/** `isPending` keeps the focus and the width, says so to screen readers, and takes no second press. */
export function Button({
  variant = 'quiet',
  size = 'normal',
  className = '',
  children,
  ...rest
}: Omit<ButtonProps, 'children' | 'className'> & Look & { className?: string }) {
  return (
    <RacButton {...rest} className={`${look(variant, size)} ${className}`}>
      <span className={styles.content}>{children}</span>
      {rest.isPending && (
        <ProgressBar isIndeterminate aria-label="Working" className={styles.pending}>
          <span />
          <span />
          <span />
        </ProgressBar>
      )}
    </RacButton>
  );
}

/** A link that looks as a button does. */
export function LinkButton({
  variant = 'quiet',
  size = 'normal',
  className = '',
  children,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link {...rest} className={`${look(variant, size)} ${className}`}>
      <span className={styles.content}>{children}</span>
    </Link>
  );
}

function look(variant: Variant, size: Size): string {
  return `${styles.button} ${styles[variant]} ${size === 'small' ? styles.small : ''}`;
}
