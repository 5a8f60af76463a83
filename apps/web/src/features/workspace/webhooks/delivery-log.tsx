'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Delivery, DeliveryList, Webhook } from '@weir/contract';
import { Concern, Fact } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useAttempt, useOutcome } from './outcome';
import { Replay } from './replay';
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
      {() => (
        <>
          <Deliveries webhook={webhook} />
          <Replay webhook={webhook} />
        </>
      )}
    </Dialog>
  );
}

function Deliveries({ webhook }: { webhook: Webhook }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = adminPaths.deliveries(slug, webhook.id);
  const log = useInfiniteQuery(readingPages<DeliveryList>(path));
  if (!log.data) return log.error ? <ProblemNotice problem={log.error.problem} /> : <Skeleton />;
  const deliveries = log.data.pages.flatMap(({ items }) => items);
  if (deliveries.length === 0) return <p className={styles.soft}>{t('webhooks.log.none')}</p>;
  return (
    <>
      {log.error && <ProblemNotice problem={log.error.problem} role="status" />}
      <ul className={styles.deliveries} aria-label={t('webhooks.log.list')}>
        {deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} path={`${path}/${delivery.id}`} />
        ))}
      </ul>
      {log.hasNextPage && (
        <Button size="small" isPending={log.isFetchingNextPage} onPress={() => log.fetchNextPage()}>
          {t('webhooks.log.more')}
        </Button>
      )}
    </>
  );
}

function DeliveryLine({ delivery, path }: { delivery: Delivery; path: string }) {
  const t = useTranslations();
  const outcomeOf = useOutcome();
  const { isPending, send, says } = useAttempt(`${path}/replay`);
  const { type, board, state, attempts, attemptedAt } = delivery;
  const ended = t('webhooks.log.state', { state, outcome: outcomeOf(delivery), attempts });
  return (
    <li className={styles.delivery}>
      <span className={styles.words}>
        <span className={styles.name}>{t('webhooks.log.entry', { type, board: board?.key ?? 'none' })}</span>
        <Fact>
          <Ago at={attemptedAt} /> · {state === 'delivered' ? ended : <Concern>{ended}</Concern>}
        </Fact>
        <span role="status">{says && <Fact>{says}</Fact>}</span>
      </span>
      <Button
        variant="plain"
        size="small"
        isPending={isPending}
        aria-label={t('webhooks.log.replayLabel', { type })}
        onPress={send}
      >
        {t('webhooks.log.replay')}
      </Button>
    </li>
  );
}
