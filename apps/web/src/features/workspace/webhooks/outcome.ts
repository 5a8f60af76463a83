import type { Delivery } from '@weir/contract';
import { useState } from 'react';
import { api } from '@/lib/api/client';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';

/** The result of an attempt, as a part of a sentence. */
export function useOutcome() {
  const t = useTranslations();
  return ({ status, error }: Pick<Delivery, 'status' | 'error'>): string =>
    error === null
      ? t('webhooks.outcome.status', { status: String(status) })
      : t(`webhooks.outcome.${error}`);
}

export type Attempt = {
  isPending: boolean;
  send: () => Promise<void>;
  /** What the receiver answered, or why the message was not sent. Null before that. */
  says: string | null;
};

/** Sends a message now, by a POST to the path. */
export function useAttempt(path: string): Attempt {
  const t = useTranslations();
  const renew = useRenewWebhooks();
  const outcomeOf = useOutcome();
  const { isPending, problem, result } = useSave();
  const [last, setLast] = useState<Delivery | null>(null);
  const send = async () => {
    setLast(null);
    const sent = await result(() => api.post<Delivery>(path));
    if (!sent.ok) return;
    setLast(sent.value);
    await renew();
  };
  const ended =
    last &&
    (last.state === 'delivered'
      ? t('webhooks.outcome.accepted')
      : t('webhooks.outcome.refused', { outcome: outcomeOf(last) }));
  return { isPending, send, says: problem ? problem.detail : ended };
}
