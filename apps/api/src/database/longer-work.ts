import { AsyncLocalStorage } from 'node:async_hooks';

/** `patient`: it waits longer for a connection, and its statements have the usual bounds. */
type Work = 'longer' | 'patient';
const current = new AsyncLocalStorage<Work>();

/** Runs what counts over history, or what nobody waits for: its statements get the longer bounds. */
export function asLongerWork<T>(work: () => T): T {
  return current.run('longer', work);
}

/** Runs statements that have transactions of their own, for work that nobody waits for: only their wait for a connection is longer. */
export function asPatientWork<T>(work: () => T): T {
  return current.run('patient', work);
}

export function isLongerWork(): boolean {
  return current.getStore() === 'longer';
}

/** Whether the work may wait longer for a connection. */
export function isPatientWork(): boolean {
  return current.getStore() !== undefined;
}
