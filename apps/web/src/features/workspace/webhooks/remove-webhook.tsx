'use client';

import type { Webhook } from '@weir/contract';
import { ConfirmDialog } from '@/components/form/confirm-dialog';
import type { Openness } from '@/components/overlay/trigger';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';

type Props = Openness & { webhook: Webhook; onRemoved: () => void };

export function RemoveWebhook({ webhook: { id, name }, onRemoved, ...dialog }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  return (
    <ConfirmDialog
      {...dialog}
      verb={t('webhooks.remove.open')}
      title={t('webhooks.remove.title', { name })}
      text={t('webhooks.remove.text')}
      announcement={t('webhooks.remove.done', { name })}
      act={() => api.delete(adminPaths.webhook(slug, id))}
      renew={renew}
      onDone={onRemoved}
    />
  );
}
