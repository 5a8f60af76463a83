import { AsyncLocalStorage } from 'node:async_hooks';

/** `longer`: has the longer bounds. `patient`: waits longer for a connection, but its statements have the usual bounds. */
type Work = 'longer' | 'patient';
const current = new AsyncLocalStorage<Work>();

/** Runs work with the longer bounds: work that counts over history, and background work. */
export function asLongerWork<T>(work: () => T): T {
  return current.run('longer', work);
}

/** Runs background work whose statements have their own transactions: only the wait for a connection is longer. */
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
