import type { Logger } from '@nestjs/common';
import { errorText } from '../error-text.js';

/** Where failures are logged, and the signal after which nothing more is begun. */
export type Run = { log: Logger; stopped: AbortSignal | undefined };

/**
 * Handles everything that is due, one by one. A failure is logged, and the item is due again in the next run; the others continue.
 * Returns false if it was stopped before the end.
 */
export async function eachDue<Due>(
  all: Iterable<Due> | AsyncIterable<Due>,
  handle: (due: Due) => Promise<void>,
  { log, stopped }: Run,
): Promise<boolean> {
  for await (const due of all) {
    if (stopped?.aborted) return false;
    try {
      await handle(due);
    } catch (error) {
      log.warn(`left for the next time: ${errorText(error)}`);
    }
  }
  return true;
}
