import type { ReactNode } from 'react';
import { ConnectionWord } from '@/components/feedback/connection-word';
import { Notice } from '@/components/feedback/notice';
import { Mark } from '@/components/icon/mark';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest.module.css';

type Props = { title: ReactNode; lead?: ReactNode; children?: ReactNode };

/** The frame of pages for people without an account. It links to no workspace. */
export function GuestFrame({ title, lead, children }: Props) {
  return (
    <main id="content" tabIndex={-1} className={styles.page}>
      <div className={styles.box}>
        <header className={styles.head}>
          <div className={styles.top}>
            <span className={styles.mark}>
              <Mark />
              Weir
            </span>
            <ConnectionWord />
          </div>
          <h1>{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </header>
        {children}
      </div>
    </main>
  );
}

/** The page of a link without its token, or with one that is not valid. */
export function InvalidLink() {
  const t = useTranslations();
  return (
    <GuestFrame title={t('guest.invalidLink.title')}>
      <Notice tone="warn" role="status">
        <p>{t('guest.invalidLink.text')}</p>
      </Notice>
    </GuestFrame>
  );
}
