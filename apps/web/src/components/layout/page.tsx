import type { ReactNode } from 'react';
import styles from './page.module.css';

/** The page's main part: `narrow` for reading and forms, `normal`, or `full` for content that scrolls itself. */
export function Page({
  children,
  width = 'normal',
}: {
  children: ReactNode;
  width?: 'narrow' | 'normal' | 'full';
}) {
  return (
    <main id="content" tabIndex={-1} className={`${styles.page} ${styles[width] ?? ''}`}>
      {children}
    </main>
  );
}
