'use client';

import { useQuery } from '@tanstack/react-query';
import type { Webhook } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useRef } from 'react';
import { ControlLines } from '@/components/data/control-lines';
import { Ago } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { DeliveryLog } from './delivery-log';
import { NewWebhook } from './new-webhook';
import { RemoveWebhook } from './remove-webhook';
import { SendTest } from './send-test';
import { TurnWebhook } from './turn-webhook';
import styles from './webhooks.module.css';

export function WebhookLines() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = `${adminPaths.webhooks(slug)}?size=200`;
  const { data, error } = useQuery(readingAll<Webhook>(path));
  const list = useRef<HTMLUListElement>(null);
  if (!data) return error ? <ProblemNotice problem={error.problem} /> : <Skeleton />;
  return (
    <>
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {data.items.length === 0 ? (
        <EmptyState title={t('webhooks.none')}>{t('webhooks.noneText')}</EmptyState>
      ) : (
        <ControlLines ref={list} label={t('webhooks.list')}>
          {data.items.map((webhook) => (
            <WebhookLine
              key={webhook.id}
              webhook={webhook}
              listPath={path}
              onRemoved={() => focusRows(list)}
            />
          ))}
        </ControlLines>
      )}
      {/* In one place, also while the list is empty: its dialog still shows the secret when the list gets its first webhook. */}
      <div className={styles.add}>
        <NewWebhook listPath={path} />
      </div>
    </>
  );
}

type Props = { webhook: Webhook; listPath: string; onRemoved: () => void };

function WebhookLine({ webhook, listPath, onRemoved }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const { name, url, types, boards } = webhook;
  const { state, at } = stateOf(webhook);
  return (
    <li className={styles.line}>
      <span className={styles.words}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.facts}>{url}</span>
        <span className={styles.facts}>
          {t('webhooks.facts.sends', {
            types: types === null ? 'all' : 'some',
            names: format.list(types ?? []),
            boards: boards === null ? 'all' : 'some',
            boardNames: format.list((boards ?? []).map((board) => board.name)),
          })}
        </span>
        <span className={styles.facts}>
          <span className={state === 'sent' || state === 'none' ? undefined : styles.expired}>
            {t.rich('webhooks.facts.state', { state, at: () => at && <Ago at={at} /> })}
          </span>
        </span>
      </span>
      <span className={styles.acts}>
        <DeliveryLog webhook={webhook} />
        <SendTest webhook={webhook} listPath={listPath} />
        <TurnWebhook webhook={webhook} listPath={listPath} />
        <RemoveWebhook webhook={webhook} listPath={listPath} onRemoved={onRemoved} />
      </span>
    </li>
  );
}

/** What a reader should know first. */
function stateOf({ off, failingSince, lastSuccessAt }: Webhook) {
  if (off) return { state: off === 'person' ? ('off' as const) : off, at: null };
  if (failingSince) return { state: 'retrying' as const, at: failingSince };
  return lastSuccessAt ? { state: 'sent' as const, at: lastSuccessAt } : { state: 'none' as const, at: null };
}
