'use client';

import { can } from '@weir/contract';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { WebhookLines } from './webhook-lines';

/** The webhooks of the workspace, each with its log and its actions. */
export function WebhooksPage() {
  const t = useTranslations();
  const { slug, name, role } = useWorkspace();
  const settings = { label: t('workspaceSettings.title'), href: `/${slug}/settings` };
  return (
    <Page>
      <PageHeader
        title={t('webhooks.title')}
        crumbs={can(role, 'manageWorkspace') ? [settings] : []}
        meta={t('webhooks.lead', { workspace: name })}
      />
      <WebhookLines />
    </Page>
  );
}
