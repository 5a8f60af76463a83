import type { ReactNode } from 'react';
import { Mark } from '@/components/icon/mark';
import { Link } from '@/components/layout/link';
import styles from './access.module.css';
import { LanguageChoice } from './language-choice';

/** The frame of the pages before sign-in: the mark, one column, one thing to do, and the language. */
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
        <LanguageChoice />
      </div>
    </main>
  );
}
