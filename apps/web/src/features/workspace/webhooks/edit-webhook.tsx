'use client';

import type { WebhookChange as Body, Webhook } from '@weir/contract';
import { Dialog } from '@/components/overlay/dialog';
import type { Openness } from '@/components/overlay/trigger';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';
import { useNoneChosen, WebhookForm, type WebhookValues } from './webhook-form';

type Props = { webhook: Webhook };

export function EditWebhook({ webhook, ...dialog }: Props & Openness) {
  const t = useTranslations();
  return (
    <Dialog {...dialog} title={t('webhooks.edit.title', { name: webhook.name })} size="small">
      {(close) => <EditForm webhook={webhook} close={close} />}
    </Dialog>
  );
}

function EditForm({ webhook, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  const { id, name, url, types, boards, payload } = webhook;
  const form = useApiForm<WebhookValues, Body, Webhook>({
    schema: accountSchemas.WebhookChange,
    savedValues: { name, url, types, boards: boards?.map(({ key }) => key) ?? null, payload },
    toBody: (_, changed) => changed,
    check: useNoneChosen(),
    send: (body) => api.patch<Webhook>(adminPaths.webhook(slug, id), body),
    announcement: (saved) => t('webhooks.edit.done', { name: saved.name }),
    onSaved: async () => {
      await renew();
      close();
    },
  });
  return (
    <WebhookForm
      form={form}
      title={t('webhooks.edit.title', { name })}
      submit={t('webhooks.edit.submit')}
      close={close}
    />
  );
}
