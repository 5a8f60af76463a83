'use client';

import { type Pressure, problems, type RequesterBoard } from '@weir/contract';
import { Instant, useNow } from '@/components/data/time';
import { Notice } from '@/components/feedback/notice';
import { saysTitle } from '@/components/feedback/problem-notice';
import { adviceFor } from './door-advice';
import { refusedNow, takenAllTheSame } from './refused-now';

/** Said before a word is written: that a request would not be taken now, why, and when to come back. */
export function RefusedNotice({ door, pressure }: { door: RequesterBoard; pressure: Pressure }) {
  const now = useNow();
  const refusal = refusedNow(door, pressure.retryAfterSeconds);
  if (!refusal) return null;
  const back = new Date(now + refusal.retryAfterSeconds * 1000).toISOString();
  const taken = takenAllTheSame(door);
  const { title } = problems[refusal.code];
  const isSaid = saysTitle({ title, detail: refusal.detail });
  return (
    <Notice tone="refusal" role="status" title={isSaid ? refusal.detail : title}>
      {!isSaid && <p>{refusal.detail}</p>}
      <p>{adviceFor(refusal, <Instant at={back} zone={door.timeZone} />)}</p>
      {taken && refusal.code !== 'intake-gate-throttled' && (
        <p>What is truly {taken} is taken all the same.</p>
      )}
    </Notice>
  );
}
