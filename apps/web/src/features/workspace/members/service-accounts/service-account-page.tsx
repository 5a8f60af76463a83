'use client';

import type { Member } from '@weir/contract';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { TokenList } from '../../tokens/token-list';

/** The tokens of a service account. */
export function ServiceAccountPage({ account }: { account: Member }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  return (
    <Page>
      <PageHeader
        title={account.name}
        meta={t('serviceAccounts.tokensLead', { role: t(`common.roles.${account.role}.name`) })}
        crumbs={[{ label: t('serviceAccounts.title'), href: `/${slug}/members/service-accounts` }]}
      />
      <TokenList serviceAccount={account.id} />
    </Page>
  );
}
