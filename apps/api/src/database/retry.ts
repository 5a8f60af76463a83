import { setTimeout as sleep } from 'node:timers/promises';
import { isToBeRetried } from './errors.js';

const attempts = 5;

/** Thrown inside a transaction to have all of it done again, as after a serialization failure. */
export class DoAgain extends Error {}

/** Does `work` again after a serialization failure or a deadlock, a little later each time, five times at most. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !(error instanceof DoAgain || isToBeRetried(error))) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}
