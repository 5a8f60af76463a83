'use client';

import type { NewWebhook as Body, CreatedWebhook } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { MadeWebhook } from './made-webhook';
import { useRenewWebhooks } from './renew-webhooks';
import { useNoneChosen, WebhookForm, type WebhookValues } from './webhook-form';

export function NewWebhook() {
  const t = useTranslations();
  return (
    <Dialog
      title={t('webhooks.new.title')}
      lead={t('webhooks.new.lead')}
      size="small"
      trigger={
        <Button variant="primary">
          <Glyph name="plus" size={14} /> {t('webhooks.new.open')}
        </Button>
      }
    >
      {(close) => <NewWebhookForm close={close} />}
    </Dialog>
  );
}

const initial: WebhookValues = { name: '', url: '', types: null, boards: null, payload: 'full' };

function NewWebhookForm({ close }: { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  const [made, setMade] = useState<CreatedWebhook | null>(null);
  const form = useApiForm<WebhookValues, Body, CreatedWebhook>({
    schema: accountSchemas.NewWebhook,
    defaultValues: initial,
    check: useNoneChosen(),
    send: (body) => api.post<CreatedWebhook>(adminPaths.webhooks(slug), body),
    announcement: t('webhooks.new.done'),
    onSaved: async (webhook) => {
      setMade(webhook);
      await renew();
    },
  });
  if (made) return <MadeWebhook made={made} close={close} />;
  return (
    <WebhookForm
      form={form}
      title={t('webhooks.new.title')}
      submit={t('webhooks.new.submit')}
      close={close}
    />
  );
}
