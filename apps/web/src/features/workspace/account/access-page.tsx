import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/components/icon/mark';
import styles from './access.module.css';

/** The frame of the pages before one is in: the mark, one column, one thing to do. */
export function AccessPage({
  title,
  lead,
  children,
  foot,
}: {
  title: ReactNode;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <div className={styles.box}>
        <Link href="/" className={styles.mark}>
          <Mark />
          Weir
        </Link>
        <h1>{title}</h1>
        {lead ? <div className={styles.lead}>{lead}</div> : <div className={styles.lead} />}
        {children}
        {foot && <div className={styles.foot}>{foot}</div>}
      </div>
    </main>
  );
}
