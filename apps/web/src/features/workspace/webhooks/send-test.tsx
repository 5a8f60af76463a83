'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Delivery, Webhook } from '@weir/contract';
import { useState } from 'react';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useOutcome } from './outcome';
import styles from './webhooks.module.css';

/** Sends a test message, and says what the receiver answered. */
export function SendTest({ webhook, listPath }: { webhook: Webhook; listPath: string }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const outcome = useOutcome();
  const { isPending, problem, result } = useSave();
  const [said, setSaid] = useState<string | null>(null);
  const test = async () => {
    setSaid(null);
    const sent = await result(() => api.post<Delivery>(`${adminPaths.webhook(slug, webhook.id)}/test`));
    if (!sent.ok) return;
    const { state } = sent.value;
    const text =
      state === 'delivered'
        ? t('webhooks.test.done')
        : t('webhooks.test.failed', { outcome: outcome(sent.value) });
    setSaid(text);
    await client.invalidateQueries({ queryKey: [listPath] });
  };
  return (
    <>
      <Button
        variant="plain"
        size="small"
        isPending={isPending}
        aria-label={t('webhooks.test.label', { name: webhook.name })}
        onPress={test}
      >
        {t('webhooks.test.open')}
      </Button>
      <span role="status" className={(said ?? problem) ? styles.said : undefined}>
        {problem ? problem.detail : said}
      </span>
    </>
  );
}
