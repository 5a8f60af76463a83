import type { ComponentProps } from 'react';
import { Link } from '@/components/layout/link';
import styles from './button.module.css';
import { type Look, look } from './button-look';

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
