'use client';

import { useEffect, useId, useRef } from 'react';
import { announce } from '@/lib/announce';
import { useTranslations } from '@/lib/words/use-translations';
import { PressButton, type PressButtonProps } from '../press/press-button';
import styles from './button.module.css';
import { type Look, look } from './button-look';

/** `isPending` keeps focus and width, tells screen readers, and ignores further presses. */
export function Button({
  variant = 'quiet',
  size = 'normal',
  className = '',
  children,
  isPending = false,
  onPress,
  type,
  ...rest
}: PressButtonProps & Look & { isPending?: boolean | undefined }) {
  const t = useTranslations();
  const ownId = useId();
  const id = rest.id ?? ownId;
  const working = t('components.working');
  const wasPending = useRef(isPending);
  useEffect(() => {
    if (isPending && !wasPending.current && document.activeElement?.id === id) announce(working);
    wasPending.current = isPending;
  }, [isPending, id, working]);
  return (
    <PressButton
      {...rest}
      id={id}
      // A submit button would also react to Enter in a field.
      type={isPending || type === undefined ? 'button' : type}
      className={`${look(variant, size)} ${className}`}
      onPress={isPending ? undefined : onPress}
      {...(isPending && { 'aria-disabled': true, 'data-pending': true })}
    >
      <span className={styles.content}>{children}</span>
      {isPending && (
        <span role="progressbar" aria-label={working} className={styles.pending}>
          <span />
          <span />
          <span />
        </span>
      )}
    </PressButton>
  );
}
