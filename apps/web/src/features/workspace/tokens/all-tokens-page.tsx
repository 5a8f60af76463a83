'use client';

import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { Tokens } from './token-list';

/** For owners: the tokens of all members and service accounts, to revoke one that leaked. */
export function AllTokensPage() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <Page>
      <PageHeader
        title={t('tokens.everyone.title')}
        crumbs={[{ label: t('workspaceSettings.title'), href: `/${slug}/settings` }]}
        meta={t('tokens.everyone.lead')}
      />
      <Tokens of="everyone" />
    </Page>
  );
}
