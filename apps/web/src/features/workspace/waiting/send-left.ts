import type { QueryClient } from '@tanstack/react-query';
import { offline } from '@/lib/api/offline';
import type { AnyProblem, Result } from '@/lib/api/result';
import { whenReachable } from '@/lib/api/waiting';
import { readDraft, writeDraft } from '@/lib/drafts/store';
import { draftOf } from '@/lib/waiting/drafts';
import { forgetWrite, type KeptWrite, keptWrites, leftWrites } from '@/lib/waiting/kept-writes';
import { refuseKept, takeOver } from '@/lib/waiting/left-writes';
import { showRedrawn } from '@/lib/waiting/redrawn';
import { sendKept } from '@/lib/waiting/send-kept';
import { newCardsIn, withWrite } from './drawn-writes';
import { kindOf, placeOf, subjectsOf } from './write-place';

/**
 * The API remembers a key for 24 hours. An older write may have arrived, so it is not sent again by itself. Nor is one of the
 * future: the clock was wrong then.
 */
const remembered = 23 * 3_600_000;

/** The pages whose writes this one sends, or waits to send until they are closed. */
const asked = new Set<string>();
let underway: readonly KeptWrite[] = [];

/**
 * Sends what earlier pages left, each board’s writes in their order, until each is answered. `onRefused` is called after a write
 * could not be made. Resolves with how many were made.
 */
export async function sendLeft(client: QueryClient, onRefused: () => void): Promise<number> {
  const pages = new Set(leftWrites().map(({ page }) => page));
  const counts = [...pages]
    .filter((page) => !asked.has(page))
    .map(async (page) => {
      asked.add(page);
      let sent = 0;
      await takeOver(page, async (writes) => {
        draw([...underway, ...writes]);
        const boards = Map.groupBy(writes, ({ path }) => placeOf(path).path);
        const counted = await Promise.all(
          [...boards.values()].map((each) => sendInOrder(each, client, onRefused)),
        );
        sent = counted.reduce((sum, count) => sum + count, 0);
      }).finally(() => asked.delete(page));
      return sent;
    });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Those that could not be made, until the person has seen why. */
export function refusedWrites(): KeptWrite[] {
  return keptWrites().filter(({ refused }) => refused);
}

async function sendInOrder(
  writes: readonly KeptWrite[],
  client: QueryClient,
  onRefused: () => void,
): Promise<number> {
  const unmoved = new Set<string>();
  let sent = 0;
  for (const write of writes) {
    const isMove = kindOf(write) === 'move';
    // It assumed that an earlier move of the same card succeeds.
    const isLost = isMove && subjectsOf(write).some((subject) => unmoved.has(subject));
    const result = isLost || hasChangedSince(write) ? null : await send(write);
    if (!result) forgetWrite(write);
    else if (result.ok) {
      sent += 1;
      forgetDraftOf(write);
      // It stays drawn and kept until the page contains it.
      const { path } = placeOf(write.path);
      await client.invalidateQueries({ predicate: ({ queryKey: [of] }) => String(of).startsWith(path) });
      forgetWrite(write);
    } else if (result.why === 'too-old' || result.why.code !== 'not-signed-in') {
      refuseKept(write, result.why);
      onRefused();
      if (isMove) for (const subject of subjectsOf(write)) unmoved.add(subject);
    }
    draw(underway.filter(({ id }) => id !== write.id));
  }
  return sent;
}

async function send(write: KeptWrite): Promise<{ ok: true } | { ok: false; why: AnyProblem | 'too-old' }> {
  if (Math.abs(Date.now() - write.at) > remembered) return { ok: false, why: 'too-old' };
  const result = await sendKept(write, (call) => whenReachable(() => call().then(unlessUnknown)));
  return result.ok ? { ok: true } : { ok: false, why: result.problem };
}

/** Nobody watches, so the write waits for what a person would try again. */
function unlessUnknown<T>(result: Result<T>): Result<T> {
  if (result.ok) return result;
  const { status, code } = result.problem;
  const isUnknown = status >= 500 || code === 'idempotency-key-running' || code === 'rate-limited';
  return isUnknown ? { ok: false, problem: offline } : result;
}

/** The person typed on in this tab: the form sends that. */
function hasChangedSince({ draft }: KeptWrite): boolean {
  const now = draft && readDraft(draft.name);
  return now !== undefined && draftOf(draft?.name ?? null, now)?.text !== draft?.text;
}

function forgetDraftOf({ draft }: KeptWrite): void {
  if (draft && readDraft(draft.name) !== undefined) writeDraft(draft.name, undefined);
}

function draw(writes: readonly KeptWrite[]): void {
  underway = writes;
  const of = (path: string) => writes.filter((write) => placeOf(write.path).path === path);
  showRedrawn(
    writes.length === 0
      ? null
      : {
          draw: (board, path) => of(path).reduce((now, write) => withWrite(now, write, new Date()), board),
          newCards: (path) => newCardsIn(of(path)),
        },
  );
}
