'use client';

import type { ReactNode } from 'react';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/lib/context/workspace';
import { type AccountPage, accountPages, accountPagesOf } from '@/lib/pages/account-pages';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './account-frame.module.css';

/** A page of the person's account, with links to the other ones. */
export function AccountFrame({
  current,
  lead,
  children,
}: {
  current: AccountPage;
  lead: ReactNode;
  children: ReactNode;
}) {
  const t = useTranslations();
  const { slug, me } = useWorkspace();
  return (
    <Page>
      <div className={styles.account}>
        <div className={styles.header}>
          <PageHeader title={t('workspace.account.title')} meta={lead} />
        </div>
        <nav className={styles.pages} aria-label={t('workspace.account.title')}>
          {accountPagesOf(me).map((name) => (
            <Link
              key={name}
              href={`/${slug}/account${accountPages[name]}`}
              aria-current={name === current ? 'page' : undefined}
            >
              {t(`workspace.account.pages.${name}`)}
            </Link>
          ))}
        </nav>
        <div className={styles.content}>{children}</div>
      </div>
    </Page>
  );
}
