'use client';

import type { Webhook } from '@weir/contract';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';

/** Turns a webhook off and on. */
export function TurnWebhook({ webhook }: { webhook: Webhook }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  const { isPending, save } = useSave();
  const { id, name, off } = webhook;
  const isOn = off === null;
  const turn = async () => {
    const announcement = isOn ? t('webhooks.turn.isOff', { name }) : t('webhooks.turn.isOn', { name });
    await save(() => api.patch<Webhook>(adminPaths.webhook(slug, id), { on: !isOn }), { announcement });
    await renew();
  };
  return (
    <Button
      variant="plain"
      size="small"
      isPending={isPending}
      aria-label={isOn ? t('webhooks.turn.offLabel', { name }) : t('webhooks.turn.onLabel', { name })}
      onPress={turn}
    >
      {isOn ? t('webhooks.turn.off') : t('webhooks.turn.on')}
    </Button>
  );
}
