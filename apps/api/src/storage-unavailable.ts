import { type Refusal, retryAfter } from './result.js';

/** The storage of files does not answer, or refuses us. The message has no secrets, so it can be logged. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  /** `isDown`: it does not answer, reports an internal fault, or has too many calls. */
  constructor(
    message: string,
    readonly isDown: boolean,
    readonly retryAfterSeconds: number = retryAfter.full.retryAfterSeconds,
  ) {
    super(message);
  }
}

/** The refusal that a caller gets. Null for another error, and if the storage refuses us: only the operator can change that. */
export function refusalOfStorage(error: unknown): Refusal | null {
  if (!(error instanceof StorageUnavailable) || !error.isDown) return null;
  const { retryAfterSeconds } = error;
  return { code: 'overloaded', facts: { retryAfterSeconds }, detail: { key: 'filesUnavailable' } };
}
