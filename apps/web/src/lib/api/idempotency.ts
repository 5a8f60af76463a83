import { v4 as uuid } from 'uuid';

const minutes = 60_000;
const keptFor = 10 * minutes;

const open = new Map<string, { key: string; usedAt: number }>();

/**
 * Gives the idempotency key of a write. The same call gets the same key until its outcome is known. So a retry after
 * a lost answer takes effect once, and so does a double click. A write that waits is sent often enough to keep its key.
 */
export function keyOf(call: string): string {
  const known = open.get(call);
  const key = known && Date.now() - known.usedAt < keptFor ? known.key : uuid();
  open.set(call, { key, usedAt: Date.now() });
  return key;
}

/** Forgets the key once the outcome is known. The next such call is a new one. */
export function settled(call: string): void {
  open.delete(call);
}
