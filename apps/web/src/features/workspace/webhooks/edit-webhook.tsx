'use client';

import type { WebhookChange as Body, Webhook } from '@weir/contract';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';
import { useNoneChosen, WebhookForm, type WebhookValues } from './webhook-form';

type Props = { webhook: Webhook };

export function EditWebhook({ webhook }: Props) {
  const t = useTranslations();
  const { name } = webhook;
  return (
    <Dialog
      title={t('webhooks.edit.title', { name })}
      size="small"
      trigger={
        <Button variant="plain" size="small" aria-label={t('webhooks.edit.label', { name })}>
          {t('webhooks.edit.open')}
        </Button>
      }
    >
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
      title={t('webhooks.edit.label', { name })}
      submit={t('webhooks.edit.submit')}
      close={close}
    />
  );
}
