import { v4 as uuid } from 'uuid';

const minutes = 60_000;
const keptFor = 10 * minutes;

const open = new Map<string, { key: string; since: number }>();

/**
 * Gives the idempotency key of a write. The same call gets the same key until its outcome is known. So a retry after
 * a lost answer takes effect once, and so does a double click.
 */
export function keyOf(call: string): string {
  const known = open.get(call);
  if (known && Date.now() - known.since < keptFor) return known.key;
  const key = uuid();
  open.set(call, { key, since: Date.now() });
  return key;
}

/** Forgets the key once the outcome is known. The next such call is a new one. */
export function settled(call: string): void {
  open.delete(call);
}
