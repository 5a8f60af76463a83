import { setTimeout as sleep } from 'node:timers/promises';
import { isToBeRetried } from './errors.js';

const attempts = 5;

/** Thrown inside a transaction to retry all of it, as after a serialization failure. */
export class RetryTransaction extends Error {}

/** Retries `work` after a serialization failure or a deadlock, with growing delays, at most five times. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !(error instanceof RetryTransaction || isToBeRetried(error))) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
