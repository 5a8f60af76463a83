import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds after which a client gives up, and milliseconds between two tries. */
export const longest = 60_000;
export const backoff = 100;

/** Repeats a read until it succeeds. */
export async function untilRead<Value>(read: () => Promise<Value>): Promise<Value> {
  const end = Date.now() + longest;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(backoff);
    }
  }
}
