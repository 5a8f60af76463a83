import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<boolean>();

/** Runs what counts over history, or what nobody waits for: its statements get the longer bounds. */
export function asLongerWork<T>(work: () => T): T {
  return current.run(true, work);
}

/** Runs a part of longer work under the usual bounds. */
export function asUsualWork<T>(work: () => T): T {
  return current.run(false, work);
}

export function isLongerWork(): boolean {
  return current.getStore() ?? false;
}
