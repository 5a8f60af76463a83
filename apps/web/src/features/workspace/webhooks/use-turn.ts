'use client';

import type { Webhook } from '@weir/contract';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';

/** Turns a webhook off or on. `problem`: why that was refused. */
export function useTurn({ id, name, off }: Webhook): {
  turn: () => Promise<void>;
  problem: AnyProblem | null;
} {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  const { problem, save } = useSave();
  const isOn = off === null;
  const turn = async () => {
    const announcement = isOn ? t('webhooks.turn.isOff', { name }) : t('webhooks.turn.isOn', { name });
    await save(() => api.patch<Webhook>(adminPaths.webhook(slug, id), { on: !isOn }), { announcement });
    await renew();
  };
  return { turn, problem };
}
