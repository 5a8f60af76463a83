'use client';

import type { Request } from '@weir/contract';
import { isOverdue } from '@weir/domain';
import { StateWord } from '@/components/data/state-word';
import { Instant, useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import styles from './request-head.module.css';

type Props = { request: Request; zone: string };

/** What the clock of a waiting request does: it stands still for a question, or runs out by itself. */
export function ClockLine({ request, zone }: Props) {
  const { state, pausedAt, requester, expiresAt } = request;
  const isLate = isOverdue(request, new Date(useNow()));
  if (state !== 'waiting') return null;
  if (pausedAt)
    return (
      <Notice tone="info" title={`The clock stands still: it waits for ${requester.name}`} role="status">
        Since <Instant at={pausedAt} zone={zone} />, by a question to them. It goes on when they reply.
      </Notice>
    );
  return (
    <p className={styles.ends} data-late={isLate || undefined}>
      {isLate && (
        <StateWord state="over" size="small">
          Overdue
        </StateWord>
      )}
      <span>
        It ends by itself on <Instant at={expiresAt} zone={zone} /> if nobody answers.
      </span>
    </p>
  );
}
