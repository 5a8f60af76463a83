import type { ReactNode } from 'react';
import { Mark } from '@/components/icon/mark';
import styles from './guest.module.css';

/** The frame of the pages for people without an account: no way into a workspace leads from here. */
export function FormFrame({
  title,
  lead,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <div className={styles.box}>
        <header className={styles.head}>
          <span className={styles.mark}>
            <Mark />
            Weir
          </span>
          <h1>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}
