'use client';

import type { ComponentProps, ReactNode, Ref } from 'react';
import { type ButtonProps, ProgressBar, Button as RacButton } from 'react-aria-components';
import { Link } from '@/components/layout/link';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './button.module.css';

type Variant = 'primary' | 'quiet' | 'plain' | 'danger';
type Size = 'normal' | 'small';
type Look = { variant?: Variant; size?: Size; children: ReactNode };

/** `isPending` keeps focus and width, tells screen readers, and ignores further presses. */
export function Button({
  variant = 'quiet',
  size = 'normal',
  className = '',
  children,
  ...rest
}: Omit<ButtonProps, 'children' | 'className'> &
  Look & { className?: string; ref?: Ref<HTMLButtonElement> }) {
  const t = useTranslations();
  return (
    <RacButton {...rest} className={`${look(variant, size)} ${className}`}>
      <span className={styles.content}>{children}</span>
      {rest.isPending && (
        <ProgressBar isIndeterminate aria-label={t('components.working')} className={styles.pending}>
          <span />
          <span />
          <span />
        </ProgressBar>
      )}
    </RacButton>
  );
}

/** A link that looks like a button. */
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
