'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Delivery, DeliveryList, Webhook } from '@weir/contract';
import { useState } from 'react';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useOutcome } from './outcome';
import styles from './webhooks.module.css';

/** The button that opens the log of a webhook. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const t = useTranslations();
  const { name } = webhook;
  return (
    <Dialog
      title={t('webhooks.log.title', { name })}
      lead={t('webhooks.log.lead')}
      trigger={
        <Button variant="plain" size="small" aria-label={t('webhooks.log.label', { name })}>
          {t('webhooks.log.open')}
        </Button>
      }
    >
      {() => <Deliveries webhook={webhook} />}
    </Dialog>
  );
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = `${adminPaths.deliveries(slug, webhook.id)}?size=50`;
  const { data, error } = useQuery(reading<DeliveryList>(path));
  if (!data) return error ? <ProblemNotice problem={error.problem} /> : <Skeleton />;
  if (data.items.length === 0) return <p className={styles.soft}>{t('webhooks.log.none')}</p>;
  return (
    <ul className={styles.deliveries} aria-label={t('webhooks.log.list')}>
      {data.items.map((delivery) => (
        <DeliveryLine key={delivery.id} webhook={webhook} delivery={delivery} path={path} />
      ))}
    </ul>
  );
}

type Props = { webhook: Webhook; delivery: Delivery; path: string };

function DeliveryLine({ webhook, delivery, path }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const outcome = useOutcome();
  const { isPending, problem, result } = useSave();
  const [said, setSaid] = useState<string | null>(null);
  const { id, type, board, state, attempts, attemptedAt } = delivery;
  const replay = async () => {
    const address = `${adminPaths.deliveries(slug, webhook.id)}/${id}/replay`;
    const sent = await result(() => api.post<Delivery>(address));
    if (!sent.ok) return;
    setSaid(
      sent.value.state === 'delivered'
        ? t('webhooks.log.replayed')
        : t('webhooks.log.notReplayed', { outcome: outcome(sent.value) }),
    );
    await client.invalidateQueries({ queryKey: [path] });
  };
  return (
    <li className={styles.delivery}>
      <span className={styles.words}>
        <span className={styles.name}>{t('webhooks.log.entry', { type, board: board?.key ?? 'none' })}</span>
        <span className={styles.facts}>
          <Ago at={attemptedAt} />
          {' · '}
          <span className={state === 'delivered' ? undefined : styles.expired}>
            {t('webhooks.log.state', { state, outcome: outcome(delivery), attempts })}
          </span>
        </span>
        <span role="status" className={(said ?? problem) ? styles.facts : undefined}>
          {problem ? problem.detail : said}
        </span>
      </span>
      <Button
        variant="plain"
        size="small"
        isPending={isPending}
        aria-label={t('webhooks.log.replayLabel', { type })}
        onPress={replay}
      >
        {t('webhooks.log.replay')}
      </Button>
    </li>
  );
}
