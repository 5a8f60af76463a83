import { type Refusal, retryAfter } from './result.js';

/** The storage of files does not answer, or refuses us. Names no secret, so that it can be logged. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';

  /** `isDown`: it does not answer, or failed by itself. `retryAfterSeconds`: when it is tried again, if that is known. */
  constructor(
    message: string,
    readonly isDown = true,
    readonly retryAfterSeconds: number = retryAfter.full.retryAfterSeconds,
  ) {
    super(message);
  }
}

/** The refusal that a caller gets; null if this is another error. */
export function refusalOfStorage(error: unknown): Refusal | null {
  if (!(error instanceof StorageUnavailable)) return null;
  const { retryAfterSeconds } = error;
  return { code: 'overloaded', facts: { retryAfterSeconds }, detail: { key: 'filesUnavailable' } };
}
