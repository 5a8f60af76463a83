'use client';

import { useQuery } from '@tanstack/react-query';
import type { Webhook } from '@weir/contract';
import { useFormatter } from 'next-intl';
import { useRef } from 'react';
import { Concern, ControlLine, ControlLines, Controls, Fact } from '@/components/data/control-lines';
import { Ago, Instant } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusRows } from '@/lib/focus-rows';
import { useTranslations } from '@/lib/words/use-translations';
import { RotationFacts } from '../secrets/rotation-facts';
import { DeliveryLog } from './delivery-log';
import { NewWebhook } from './new-webhook';
import { useAttempt } from './outcome';
import { useTurn } from './use-turn';
import { WebhookMenu } from './webhook-menu';
import styles from './webhooks.module.css';

/** The names of more types are too long for a line. */
const mostNamed = 5;

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
            <WebhookLine key={webhook.id} webhook={webhook} onRemoved={() => focusRows(list)} />
          ))}
        </ControlLines>
      )}
      {/* In one place, also while the list is empty: its dialog still shows the secret when the list gets its first webhook. */}
      <div className={styles.add}>
        <NewWebhook />
      </div>
    </>
  );
}

type Props = { webhook: Webhook; onRemoved: () => void };

function WebhookLine({ webhook, onRemoved }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const { id, name, url, types, boards } = webhook;
  const test = useAttempt(`${adminPaths.webhook(slug, id)}/test`);
  const { turn, problem } = useTurn(webhook);
  const answer = test.isPending ? t('webhooks.test.pending') : test.says;
  const { state, at, isConcern } = stateOf(webhook);
  const says = t.rich('webhooks.facts.state', {
    state,
    ago: () => at && <Ago at={at} />,
    at: () => at && <Instant at={at} />,
  });
  return (
    <ControlLine
      name={name}
      facts={
        <>
          <Fact>{url}</Fact>
          <Fact>
            {t('webhooks.facts.sends', {
              types: types === null ? 'all' : types.length > mostNamed ? 'many' : 'some',
              count: types?.length ?? 0,
              names: format.list(types ?? []),
              boards: boards === null ? 'all' : boards.length > 0 ? 'some' : 'none',
              boardNames: format.list((boards ?? []).map((board) => board.name)),
            })}
          </Fact>
          <RotationFacts of={webhook} />
          <Fact>{isConcern ? <Concern>{says}</Concern> : says}</Fact>
          <span role="status">{answer && <Fact>{answer}</Fact>}</span>
        </>
      }
    >
      <Controls>
        <DeliveryLog webhook={webhook} />
        <WebhookMenu webhook={webhook} onTest={test.send} onTurn={turn} onRemoved={onRemoved} />
      </Controls>
      {problem && <ProblemNotice problem={problem} />}
    </ControlLine>
  );
}

/** What a reader should know first. `isConcern`: somebody should look at it. */
function stateOf({ off, failingSince, lastSuccessAt }: Webhook) {
  if (off === 'person') return { state: 'off' as const, at: null, isConcern: false };
  if (off) return { state: off, at: null, isConcern: true };
  if (failingSince) return { state: 'retrying' as const, at: failingSince, isConcern: true };
  if (lastSuccessAt) return { state: 'sent' as const, at: lastSuccessAt, isConcern: false };
  return { state: 'none' as const, at: null, isConcern: false };
}
