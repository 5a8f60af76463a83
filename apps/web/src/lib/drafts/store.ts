/**
 * The drafts of this tab: what people typed and did not send yet. Memory has the current value; session storage
 * follows a moment later and restores it after a reload or another sign-in. A name contains the person's id.
 */
const prefix = 'weir:draft:';
/**
 * Keys that start with this are kept for some days in local storage: a guest whose form was refused comes back by a link in an
 * e-mail, in a new tab.
 */
export const lasting = 'form ';
export const daysOfLasting = 7;
const writeAfter = 250;

const drafts = new Map<string, unknown>();
const unwritten = new Set<string>();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The name of a draft. Without an account all guests of this tab count as one person. */
export function draftName(personId: string | undefined, key: string): string {
  return `${prefix}${personId ?? 'guest'}:${key}`;
}

/** The draft, or undefined where nothing is typed. The same object until it changes. */
export function readDraft<T>(name: string): T | undefined {
  if (!drafts.has(name)) drafts.set(name, stored(name));
  return drafts.get(name) as T | undefined;
}

/** Keeps a draft; `undefined` forgets it. */
export function writeDraft(name: string, value: unknown): void {
  drafts.set(name, value);
  unwritten.add(name);
  if (value === undefined) writeNow();
  else schedule();
  for (const listener of listeners) listener();
}

export function onDraftChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** At sign-out: forgets every draft of this tab. */
export function forgetDrafts(): void {
  forgetWhere(() => true);
}

/** Another person signed in: forgets the drafts of everyone else with an account. */
export function forgetDraftsOfOthers(personId: string): void {
  const kept = [draftName(personId, ''), draftName(undefined, '')];
  forgetWhere((name) => !kept.some((start) => name.startsWith(start)));
}

function forgetWhere(isForgotten: (name: string) => boolean): void {
  const names = new Set([...drafts.keys(), ...storedNames()]);
  for (const name of names) if (isForgotten(name)) writeDraft(name, undefined);
}

function schedule(): void {
  if (timer !== undefined) return;
  timer = setTimeout(writeNow, writeAfter);
  // A page that goes away or into the background may never run the timer.
  window.addEventListener('pagehide', writeNow);
  document.addEventListener('visibilitychange', writeNow);
}

function writeNow(): void {
  clearTimeout(timer);
  timer = undefined;
  for (const name of unwritten) store(name, drafts.get(name));
  unwritten.clear();
  window.removeEventListener('pagehide', writeNow);
  document.removeEventListener('visibilitychange', writeNow);
}

function stored(name: string): unknown {
  try {
    const value = JSON.parse(storageOf(name).getItem(name) ?? 'null') ?? undefined;
    if (!isLasting(name) || value === undefined) return value;
    if (Date.now() - value.at < daysOfLasting * 86_400_000) return value.draft;
    storageOf(name).removeItem(name);
    return undefined;
  } catch {
    return undefined;
  }
}

/** Storage may be full or forbidden. The draft then lives as long as the page. */
function store(name: string, value: unknown): void {
  try {
    const kept = isLasting(name) ? { at: Date.now(), draft: value } : value;
    if (value === undefined) storageOf(name).removeItem(name);
    else storageOf(name).setItem(name, JSON.stringify(kept));
  } catch {
    // See above.
  }
}

function isLasting(name: string): boolean {
  return name.startsWith(draftName(undefined, lasting));
}

function storageOf(name: string): Storage {
  return isLasting(name) ? localStorage : sessionStorage;
}

function storedNames(): string[] {
  try {
    const names = [...Object.keys(sessionStorage), ...Object.keys(localStorage)];
    return names.filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
