import { notSent, type Result } from '@/lib/api/result';
import type { Release } from './delayed-write';
import {
  active,
  forgetWrite,
  isOfOpenForm,
  type KeptWrite,
  keepWrite,
  keptWrites,
  leftEvent,
  openDrafts,
  sendByForm,
} from './kept-writes';
import { sendKept } from './send-kept';
import type { Write } from './write';

/**
 * Keeps what a form sends, and sends it once. Without an answer the write stays kept until its draft changes or is sent again. It
 * also stays kept if it is refused after its form was closed: then the page sends it again, and shows why it was refused. `wait`
 * delays a write that is kept already, so that it is sent if the page is closed meanwhile. After an undo the write is not sent, and
 * the result is a refusal without errors.
 */
export async function sendDraft<T>(
  write: Write,
  draft: KeptWrite['draft'],
  wait: () => Promise<Release> = async () => 'now',
): Promise<Result<T>> {
  const kept = keepWrite(write, draft);
  const release = await wait();
  if (release === 'undone') {
    forgetWrite(kept);
    return { ok: false, problem: notSent([]) };
  }
  sendByForm(kept);
  const sending = sendKept<T>(kept, (call) => call(), release === 'leaving');
  if (!draft) return sending.finally(() => forgetWrite(kept));
  try {
    const result = await sending;
    const isShown = result.ok || (result.problem.code !== 'offline' && isOfOpenForm(kept));
    if (isShown) forgetWrite(kept);
    return result;
  } finally {
    endAttempt(kept);
  }
}

/** A form shows a draft, until the returned function is called. */
export function openDraft(name: string): () => void {
  const form = Symbol(name);
  openDrafts.set(name, (openDrafts.get(name) ?? new Set()).add(form));
  return () => {
    const forms = openDrafts.get(name);
    forms?.delete(form);
    if (forms?.size === 0) openDrafts.delete(name);
    window.dispatchEvent(new Event(leftEvent));
  };
}

/** Forgets what waits of a draft, where that has changed since. */
export function forgetOutdated(draftName: string, content: unknown): void {
  const { text } = draftOf(draftName, content) ?? {};
  for (const kept of keptWrites())
    if (kept.draft?.name === draftName && kept.draft.text !== text) forgetWrite(kept);
}

/** What of a form’s draft is kept with the write that sends it. */
export function draftOf(name: string | null, content: unknown) {
  return name === null ? undefined : { name, text: JSON.stringify(content) ?? '' };
}

/** A form’s attempt to send it is over. It may have been closed meanwhile. */
function endAttempt({ id }: KeptWrite): void {
  active.delete(id);
  window.dispatchEvent(new Event(leftEvent));
}
