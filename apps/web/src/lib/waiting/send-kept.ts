import type { CardDetail } from '@weir/contract';
import { api } from '@/lib/api/client';
import { askBeforeLeaving } from '@/lib/api/leaving';
import { ownProblem } from '@/lib/api/own-problem';
import type { Result } from '@/lib/api/result';
import { untilAnswered } from '@/lib/api/until-answered';
import { whenReachable } from '@/lib/api/waiting';
import { changeKept, forgetWrite, isStillKept, type KeptWrite, keepWrite, writerOf } from './kept-writes';
import type { Write } from './write';

/** Makes a call, perhaps more than once. */
type Attempt = <T>(call: () => Promise<Result<T>>) => Promise<Result<T>>;

/** Like `sendUntilAnswered`. While the write waits for the connection, `useWaitingWrites` counts it. */
export function sendWhenReachable<T>(write: Write | KeptWrite, onWait?: () => void): Promise<Result<T>> {
  return keepAndSend<T>(write, (call) => whenReachable(call, onWait));
}

/**
 * Keeps a write and sends it until something answers. It survives a reload, and takes effect once, as each attempt has the same
 * idempotency key. `onWait` is called before each pause.
 */
export function sendUntilAnswered<T>(write: Write | KeptWrite, onWait: () => void): Promise<Result<T>> {
  return keepAndSend<T>(write, (call) => untilAnswered(call, onWait));
}

function keepAndSend<T>(write: Write | KeptWrite, attempt: Attempt): Promise<Result<T>> {
  const kept = 'id' in write ? write : keepWrite(write);
  const sending = sendKept<T>(kept, attempt).finally(() => forgetWrite(kept));
  return kept.isStored ? sending : askBeforeLeaving(sending);
}

/**
 * Sends a kept write; a change of a card again for each newer version of it, if it can be made for that. `isLeaving`: the page
 * is being closed.
 */
export async function sendKept<T>(kept: KeptWrite, attempt: Attempt, isLeaving = false): Promise<Result<T>> {
  for (let now = kept; ; ) {
    const sent = now;
    const result = await attempt(() => sendIfKept<T>(sent, isLeaving));
    if (result.ok || result.problem.code !== 'precondition-failed' || !now.again) return result;
    const current = await attempt(() => api.get<CardDetail>(sent.path));
    if (!current.ok) return current;
    const { writeFor } = await import('./write-for');
    const next = writeFor(now, current.value);
    if (!next) return result;
    now = changeKept(now, next);
  }
}

async function sendIfKept<T>(kept: KeptWrite, keepalive: boolean): Promise<Result<T>> {
  // Signed out in another tab: waiting writes must not be sent for the next person who signs in.
  if (!isStillKept(kept)) return { ok: false, problem: ownProblem('not-signed-in', 401, {}) };
  return api.send<T>({ ...kept, writer: writerOf(kept), keepalive });
}
