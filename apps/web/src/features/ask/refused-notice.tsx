'use client';

import type { BoardDoor, Pressure } from '@weir/contract';
import { ProblemNotice } from '@/components/problem-notice';
import { Instant, useNow } from '@/components/time';
import { adviceFor } from './door-advice';
import { refusedNow, takenAllTheSame } from './refused-now';

/** Said before a word is written: that a request would not be taken now, why, and when to come back. */
export function RefusedNotice({ door, pressure }: { door: BoardDoor; pressure: Pressure }) {
  const now = useNow();
  const refusal = refusedNow(door, pressure.retryAfterSeconds);
  if (!refusal || !('retryAfterSeconds' in refusal)) return null;
  const back = new Date(now + refusal.retryAfterSeconds * 1000).toISOString();
  const taken = takenAllTheSame(door);
  return (
    <ProblemNotice problem={refusal} role="status">
      <p>{adviceFor(refusal, <Instant at={back} zone={door.timeZone} />)}</p>
      {taken && <p>A request that is truly {taken} is taken all the same.</p>}
    </ProblemNotice>
  );
}
