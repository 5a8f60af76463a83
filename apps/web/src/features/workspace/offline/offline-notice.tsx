'use client';

import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { look } from '@/components/form/button-look';
import { Mark } from '@/components/icon/mark';
import { Page } from '@/components/layout/page';
import { announce } from '@/lib/announce';
import { untilReachable } from '@/lib/api/reachable';
import { countUnsent } from '@/lib/waiting/kept-writes';
import { useTranslations } from '@/lib/words/use-translations';
import type { Found } from './found';
import styles from './offline.module.css';
import { useTitle } from './use-title';

/** Says that this page needs a connection, and links to the boards that open without one. */
export function OfflineNotice({ boards }: Pick<Found, 'boards'>) {
  const t = useTranslations();
  const [unsent] = useState(countUnsent);
  const title = navigator.onLine ? t('offline.unreachable') : t('offline.title');
  useTitle(`${title} · Weir`);
  useEffect(() => announce(title), [title]);
  useEffect(() => {
    const left = new AbortController();
    void untilReachable(left.signal).then(() => !left.signal.aborted && openAgain());
    return () => left.abort();
  }, []);
  return (
    <Page width="narrow">
      <div className={styles.mark}>
        <Mark />
      </div>
      <EmptyState
        isPage
        title={title}
        action={
          <button type="button" className={look('primary', 'normal')} onClick={openAgain}>
            {t('common.tryAgain')}
          </button>
        }
      >
        <p>{t('offline.text')}</p>
        {unsent > 0 && <p>{t('offline.unsent', { count: unsent })}</p>}
      </EmptyState>
      {boards.length > 0 && (
        <section aria-labelledby="kept-boards" className={styles.kept}>
          <h2 id="kept-boards">{t('offline.kept')}</h2>
          <p>{t('offline.keptText')}</p>
          <ul>
            {boards.map(({ href, name, workspace }) => (
              <li key={href}>
                {/* Not a link of Next, which does not know the board's page here. */}
                <a href={href}>{name}</a>
                <span>{workspace}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}

function openAgain(): void {
  if (window.location.pathname === '/~offline') window.location.replace('/');
  else window.location.reload();
}
