'use client';

import type { WebhookRotation as Body, CreatedWebhook, Webhook } from '@weir/contract';
import { useState } from 'react';
import { Dialog } from '@/components/overlay/dialog';
import type { Openness } from '@/components/overlay/trigger';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { accountSchemas } from '@/lib/forms/schemas';
import { useApiForm } from '@/lib/forms/use-api-form';
import { useTranslations } from '@/lib/words/use-translations';
import { type Overlap, OverlapSelect, overlapHours } from '../secrets/overlap-select';
import { RotationForm } from '../secrets/rotation-form';
import { MadeWebhook } from './made-webhook';
import { useRenewWebhooks } from './renew-webhooks';

type Props = { webhook: Webhook };

/** Gives a webhook a new secret, so that its receiver can change over before the old one ends. */
export function RotateWebhook({ webhook, ...dialog }: Props & Openness) {
  const t = useTranslations();
  return (
    <Dialog
      {...dialog}
      title={t('secrets.rotateTitle', { name: webhook.name })}
      lead={t('webhooks.rotate.lead')}
      size="small"
    >
      {(close) => <Rotation webhook={webhook} close={close} />}
    </Dialog>
  );
}

function Rotation({ webhook: { id, name }, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  const [made, setMade] = useState<CreatedWebhook | null>(null);
  const form = useApiForm<{ overlapHours: Overlap }, Body, CreatedWebhook>({
    schema: accountSchemas.WebhookRotation,
    defaultValues: { overlapHours: 'day' },
    toBody: ({ overlapHours: overlap }) => ({ overlapHours: overlapHours[overlap] }),
    send: (body) => api.post<CreatedWebhook>(`${adminPaths.webhook(slug, id)}/rotation`, body),
    announcement: t('webhooks.rotate.done'),
    onSaved: async (rotated) => {
      setMade(rotated);
      await renew();
    },
  });
  if (made) return <MadeWebhook made={made} close={close} />;
  return (
    <RotationForm name={name} form={form} close={close}>
      <OverlapSelect {...form.field('overlapHours')} />
    </RotationForm>
  );
}
