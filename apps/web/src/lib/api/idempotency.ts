import { v4 as uuid } from 'uuid';

const minutes = 60_000;
const keptFor = 10 * minutes;

const open = new Map<string, { key: string; usedAt: number }>();

/** Names a call by what it sends. */
export function callOf(method: string, path: string, body: unknown): string {
  return `${method} ${path} ${body === undefined ? null : JSON.stringify(body)}`;
}

/**
 * Gives the idempotency key of a write. The same call gets the same key until its outcome is known. So a retry after
 * a lost answer takes effect once, and so does a double click.
 */
export function keyOf(call: string): string {
  const key = openKey(call) ?? uuid();
  open.set(call, { key, usedAt: Date.now() });
  return key;
}

/** Gives the key of a call whose outcome is not known, to one retry of it; otherwise a new key. */
export function takeKey(call: string): string {
  const key = openKey(call) ?? uuid();
  open.delete(call);
  return key;
}

/** The outcome of a call with a key of its own is not known. */
export function leaveOpen(call: string, key: string): void {
  open.set(call, { key, usedAt: Date.now() });
}

/** Forgets the key once the outcome is known. The next such call is a new one. */
export function settled(call: string): void {
  open.delete(call);
}

function openKey(call: string): string | null {
  const known = open.get(call);
  return known && Date.now() - known.usedAt < keptFor ? known.key : null;
}
