import { setTimeout as pause } from 'node:timers/promises';
import { type Cut, Relay } from '../support/servers/relay.js';
import { backoff, longest } from './reading.js';
import type { Stack } from './stack.js';
import type { SentWrite } from './writes.js';

/** The final answer to a write. `lost`: the number of earlier tries without an answer. */
export type Decided = {
  status: number;
  body: Record<string, unknown>;
  seq: number | null;
  isReplayed: boolean;
  lost: number;
};

/** Milliseconds after which a client without an answer tries the next instance. */
const patience = 3_000;

/**
 * Sends a write until it is decided, as a careful client does: each try has the same key and goes to the next instance. Throws if the
 * write is not decided within a minute, or gets an answer that no client should get.
 */
export async function decide(
  stack: Stack,
  path: string,
  { method, body, headers }: Pick<SentWrite, 'method' | 'body' | 'headers'>,
  { token, key, first, cut }: { token: string; key: string; first: number; cut: Cut | null },
): Promise<Decided> {
  const end = Date.now() + longest;
  for (let lost = 0, tries = 0; Date.now() < end; tries += 1) {
    const instance = stack.instances[(first + tries) % stack.instances.length]!;
    const cutting = cut && tries === 0 ? await new Relay(instance.address, cut).listen() : null;
    const { origin } = cutting ?? instance;
    const answer = await once(origin + path, method, body, {
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      ...(cutting && { connection: 'close' }),
      ...headers,
    });
    await cutting?.close();
    if (!answer) lost += 1;
    else if (answer.status !== 503) {
      if (answer.status >= 500) throw new Error(`answered ${answer.status} ${answer.text}`);
      const seq = answer.headers.get('board-seq');
      return {
        ...{ status: answer.status, body: answer.text ? JSON.parse(answer.text) : {}, lost },
        seq: seq === null ? null : Number(seq),
        isReplayed: answer.headers.get('idempotent-replayed') === 'true',
      };
    } else await pause(backoff);
  }
  throw new Error('not decided within a minute');
}

/** Returns null if the answer did not arrive, or only a part of it. */
async function once(url: string, method: string, body: object | undefined, headers: Record<string, string>) {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(patience),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  } catch {
    return null;
  }
}
