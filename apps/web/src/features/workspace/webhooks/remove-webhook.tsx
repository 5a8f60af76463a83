'use client';

import type { Webhook } from '@weir/contract';
import { ConfirmButton } from '@/components/form/confirm-button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';

type Props = { webhook: Webhook; onRemoved: () => void };

export function RemoveWebhook({ webhook: { id, name }, onRemoved }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  return (
    <ConfirmButton
      verb={t('webhooks.remove.open')}
      label={t('webhooks.remove.label', { name })}
      title={t('webhooks.remove.title', { name })}
      text={t('webhooks.remove.text')}
      announcement={t('webhooks.remove.done', { name })}
      act={() => api.delete(adminPaths.webhook(slug, id))}
      renew={renew}
      onDone={onRemoved}
    />
  );
}
