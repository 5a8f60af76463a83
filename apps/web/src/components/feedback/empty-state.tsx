import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** Nothing here yet: what would be here, and how it comes. */
export function EmptyState({
  title,
  children,
  action,
  isPage = false,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It is all that the page has to say: its title is the page's. */
  isPage?: boolean;
}) {
  const Title = isPage ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      <Title>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
