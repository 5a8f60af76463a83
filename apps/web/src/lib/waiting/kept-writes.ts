import { v4 as uuid } from 'uuid';
import { callOf, takeKey } from '@/lib/api/idempotency';
import type { AnyProblem } from '@/lib/api/result';
import { isSameWrite, type Write } from './write';

/** A write that this browser keeps until it is answered, with the idempotency key of all its attempts. */
export type KeptWrite = Write & {
  /** Its name in the storage. In the order of the ids the writes were made. */
  id: string;
  key: string;
  /** When it was made, in milliseconds. */
  at: number;
  /** The page that sends it, until that is closed. */
  page: string;
  /** The draft that it sends, and the draft’s content. */
  draft?: { name: string; text: string };
  /** Why it can't be made. It stays until the person has seen that. */
  refused?: AnyProblem | 'too-old';
  /** The storage has it. Otherwise it is lost with the page. */
  isStored: boolean;
};

const prefix = 'weir:waiting:';
export const page = uuid();
let person: string | null = null;
let made = 0;
/** Those that this page is sending, or waits to send. */
export const active = new Set<string>();
/** The forms that show a draft, in the order in which they opened. */
export const openDrafts = new Map<string, Set<symbol>>();
/** The form that sent a write, by the write's id. */
const senders = new Map<string, symbol | undefined>();
export const leftEvent = 'weir:left-writes';
/** A kept write was added, changed or removed. */
export const keptEvent = 'weir:kept-writes';

/** From now on, writes are kept for this person. Those of everyone else are forgotten. */
export function keepWritesOf(id: string): void {
  person = id;
  for (const name of storedNames()) if (!name.startsWith(`${prefix}${id}:`)) remove(name);
  notifyKept();
}

/** Keeps a write from before its first attempt. On pages without an account nothing is stored. */
export function keepWrite(write: Write, draft?: KeptWrite['draft']): KeptWrite {
  if (draft) {
    const same = keptWrites().find((each) => each.draft?.name === draft.name && isSameWrite(each, write));
    // Sent again: the same key makes it one write.
    if (same && !same.refused) return storeWrite({ ...same, page });
  }
  const at = Date.now();
  made += 1;
  const id = `${prefix}${person}:${at}-${String(made).padStart(5, '0')}-${page}`;
  holdLock();
  const key = takeKey(callOf(write.method, write.path, write.body));
  return storeWrite({ ...write, id, key, at, page, ...(draft && { draft }), isStored: false });
}

/** The id of the person who made it; null on pages without an account. */
export function writerOf({ id }: KeptWrite): string | null {
  const [by] = id.slice(prefix.length).split(':', 1);
  return by === undefined || by === 'null' ? null : by;
}

/** The same write for a newer version of its card. To the API it is another write, so its key is new. */
export function changeKept(kept: KeptWrite, write: Write): KeptWrite {
  return isSameWrite(kept, write) ? kept : storeWrite({ ...kept, ...write, key: uuid() });
}

/** From now on it is the write of the form that shows its draft. */
export function sendByForm({ id, draft }: KeptWrite): void {
  if (draft) senders.set(id, [...(openDrafts.get(draft.name) ?? [])].at(-1));
}

/** Whether the form that sent it is open: then that form sends it again, and shows why it was refused. */
export function isOfOpenForm({ id, draft }: KeptWrite): boolean {
  const sender = senders.get(id);
  return draft !== undefined && sender !== undefined && (openDrafts.get(draft.name)?.has(sender) ?? false);
}

/** It is answered, or no longer wanted. */
export function forgetWrite({ id }: KeptWrite): void {
  active.delete(id);
  senders.delete(id);
  remove(id);
}

/** False: a sign-out, perhaps in another tab, or a change of its draft has removed it. Then it must not be sent. */
export function isStillKept({ id, isStored }: KeptWrite): boolean {
  return !isStored || readWrite(id) !== null;
}

/** At sign-out. */
export function forgetWrites(): void {
  for (const name of storedNames()) remove(name);
}

/** How many writes wait to be sent, on all pages of this browser. */
export function countUnsent(): number {
  return storedNames().filter((name) => {
    const kept = readWrite(name);
    return kept !== null && !kept.refused;
  }).length;
}

/** The person’s writes that are not answered, of all pages of this browser, in their order. */
export function keptWrites(): KeptWrite[] {
  return storedNames()
    .filter((name) => name.startsWith(`${prefix}${person}:`))
    .toSorted()
    .flatMap((name) => readWrite(name) ?? []);
}

/** Writes that this page is not sending: an earlier page left them, or another page sends them. */
export function leftWrites(): KeptWrite[] {
  const isOpen = (kept: KeptWrite) => kept.page === page && isOfOpenForm(kept);
  return keptWrites().filter((kept) => !active.has(kept.id) && !kept.refused && !isOpen(kept));
}

/** Whether something is left to be sent, or could not be made and was not seen yet. */
export function needsPage(): boolean {
  return leftWrites().length > 0 || keptWrites().some(({ refused }) => refused);
}

/** Calls back when a form has closed. Returns a function that ends that. */
export function onLeft(listener: () => void): () => void {
  window.addEventListener(leftEvent, listener);
  return () => window.removeEventListener(leftEvent, listener);
}

let isLocked = false;

/** As long as this page is open, no other one takes its writes over. */
function holdLock(): void {
  if (isLocked || !('locks' in navigator)) return;
  isLocked = true;
  void navigator.locks.request(lockOf(page), () => new Promise(() => undefined));
}

export const lockOf = (of: string) => `${prefix}${of}`;

export function storeWrite(kept: KeptWrite): KeptWrite {
  active.add(kept.id);
  if (person === null) return kept;
  try {
    localStorage.setItem(kept.id, JSON.stringify({ ...kept, isStored: true }));
    notifyKept();
    return { ...kept, isStored: true };
  } catch {
    // Storage may be full or forbidden.
    return { ...kept, isStored: false };
  }
}

/** Null where there is none, or something that this page did not write and cannot send. */
function readWrite(id: string): KeptWrite | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(id) ?? 'null');
    return isKept(value, id) ? value : null;
  } catch {
    return null;
  }
}

function isKept(value: unknown, id: string): value is KeptWrite {
  if (typeof value !== 'object' || value === null) return false;
  const { body, ...kept } = value as Partial<KeptWrite>;
  return (
    kept.id === id &&
    [kept.key, kept.page, kept.method, kept.path].every((each) => typeof each === 'string') &&
    typeof kept.at === 'number' &&
    (body === undefined || (typeof body === 'object' && body !== null))
  );
}

function remove(id: string): void {
  try {
    localStorage.removeItem(id);
    notifyKept();
  } catch {
    // See above: then it was never stored.
  }
}

function notifyKept(): void {
  window.dispatchEvent(new Event(keptEvent));
}

function storedNames(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
