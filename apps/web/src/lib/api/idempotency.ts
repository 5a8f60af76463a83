import { v4 as uuid } from 'uuid';

const minutes = 60_000;
const keptFor = 10 * minutes;

const open = new Map<string, { key: string; since: number }>();

/**
 * The idempotency key of a write. The same call gets the same key until its outcome is known, so that trying
 * again after a lost answer takes effect once, and so does a double click.
 */
export function keyOf(call: string): string {
  const known = open.get(call);
  if (known && Date.now() - known.since < keptFor) return known.key;
  const key = uuid();
  open.set(call, { key, since: Date.now() });
  return key;
}

/** The outcome is known: the next such call is another one. */
export function settled(call: string): void {
  open.delete(call);
}
