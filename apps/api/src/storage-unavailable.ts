import { type Refusal, retryAfter } from './result.js';

/** The storage of files does not answer, or refuses us. Names no secret, so that it can be logged. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** The refusal that a caller gets; null if this is another error. */
export function refusalOfStorage(error: unknown): Refusal | null {
  if (!(error instanceof StorageUnavailable)) return null;
  return { code: 'overloaded', facts: retryAfter.full, detail: { key: 'filesUnavailable' } };
}
