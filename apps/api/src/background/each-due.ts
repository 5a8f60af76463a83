import type { Logger } from '@nestjs/common';

/** Where failures are logged, and the signal after which nothing more is begun. */
export type Run = { log: Logger; stopped: AbortSignal | undefined };

/**
 * Handles one after another what is due. What fails is logged and is due again in the next run, and the others go on. Returns
 * false if it was stopped before the end.
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
      log.warn(`left for the next time: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }
  return true;
}
