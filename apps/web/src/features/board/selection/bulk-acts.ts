import type { AcceptedWork, Card, ToRequester } from '@weir/contract';
import type { Translate } from '@weir/words';
import { takenOffWith } from '@/features/accepted-work/leaving';
import type { WithReason } from '@/features/accepted-work/use-reasons';
import { announce } from '@/lib/announce';
import { ownProblem } from '@/lib/api/own-problem';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { type AnyProblem, type Result, sendEach } from '@/lib/api/result';
import { type Edit, editOf, hasEdit } from '@/lib/board/edit-card';
import type { CardPlacement } from '@/lib/board/optimistic';
import { forgetWrite, keepWrite } from '@/lib/waiting/kept-writes';
import { sendWhenReachable } from '@/lib/waiting/send-kept';
import type { Write } from '@/lib/waiting/write';
import type { useDone } from '../undo/use-done';

/** The cards that could not be changed, each with the reason, and how many others were changed. */
export type BulkReport = {
  action: 'edit' | 'archive';
  changed: number;
  failed: { card: Card; problem: AnyProblem }[];
};

export type Page = {
  workspace: string;
  key: string;
  refresh: () => Promise<void>;
  withReason: WithReason;
  done: ReturnType<typeof useDone>;
  /** Where cards are, to put them back there. */
  placesOf: (cards: readonly Card[]) => CardPlacement[];
  /** Called with the cards that were not changed. */
  onFailed: (cards: readonly number[]) => void;
};

/** How the page shows them. */
type Shown = {
  t: Translate;
  setReport: (report: BulkReport | null) => void;
  setPending: (isPending: boolean) => void;
};

/** Writes of a selection that are sent at once: browsers open six connections to a server, and the page needs some of them. */
const atOnce = 4;

/** Changes several cards. A refusal for one card does not stop the others. */
export function bulkActs({
  workspace,
  key,
  refresh,
  withReason,
  done,
  placesOf,
  onFailed,
  t,
  setReport,
  setPending,
}: Page & Shown) {
  const finish = async (
    action: BulkReport['action'],
    changed: readonly Card[],
    failed: BulkReport['failed'],
    keep: () => void,
  ) => {
    await refresh();
    // Before it is over: an undo waits until then.
    if (changed.length > 0) keep();
    setPending(false);
    setReport(failed.length > 0 ? { action, changed: changed.length, failed } : null);
    if (failed.length > 0) onFailed(failed.map(({ card }) => card.number));
  };

  /** Returns whether all of them are as wanted now. Cards that were so before count. */
  const edit = async (cards: readonly Card[], change: Edit, isUndo = false): Promise<boolean> => {
    setPending(true);
    const { changed, failed } = await eachOf(
      cards.filter((card) => !hasEdit(card, change)),
      (card) => editOf(workspace, key, card, change),
    );
    const keep = () => {
      if (!isUndo) done.add({ kind: 'edited', cards: changed.map(({ number }) => number), edit: change });
    };
    await finish('edit', changed, failed, keep);
    if (changed.length > 0) announce(t('selection.changed', { count: changed.length }));
    return failed.length === 0;
  };

  const archive = async (cards: readonly Card[]): Promise<void> => {
    const archived: Card[] = [];
    const before = placesOf(cards);
    let left = cards;
    let failed: BulkReport['failed'] = [];
    const send = async (toRequester?: ToRequester): Promise<Result<null>> => {
      setPending(true);
      const sent = await eachOf(left, ({ number }) => ({
        method: 'PUT',
        path: cardPaths.archive(workspace, key, number),
        body: toRequester && { toRequester },
      }));
      archived.push(...sent.changed);
      // Those that need a reason wait for it.
      const waiting = sent.failed.filter(({ problem }) => problem.code === 'accepted-work');
      failed = [...failed, ...sent.failed.filter((each) => !waiting.includes(each))];
      left = waiting.map(({ card }) => card);
      return waiting.length === 0 ? { ok: true, value: null, etag: null } : needsReason(waiting);
    };
    const result = await withReason(send, 'archive', takenOffWith(cards));
    const problemOfAll = result?.ok === false ? result.problem : null;
    const notArchived = problemOfAll ? left.map((card) => ({ card, problem: problemOfAll })) : [];
    await finish('archive', archived, [...failed, ...notArchived], () => {
      const notice = { text: t('selection.archived', { count: archived.length }) };
      done.add({ kind: 'archived', cards: archived, before, notice });
    });
  };

  return { edit, archive };
}

/** Sends the writes of the cards. The server groups writes of a board that arrive together. */
async function eachOf(cards: readonly Card[], writeOf: (card: Card) => Write) {
  const left = new Set(cards.map((card) => keepWrite(writeOf(card))));
  const results = await sendEach(
    [...left],
    (kept) => {
      left.delete(kept);
      return sendWhenReachable<Card>(kept);
    },
    atOnce,
  );
  for (const kept of left) forgetWrite(kept);
  return {
    changed: cards.filter((_, at) => results[at]?.ok),
    failed: cards.flatMap((card, at) => {
      const result = results[at];
      return result?.ok === false ? [{ card, problem: result.problem }] : [];
    }),
  };
}

function needsReason(waiting: BulkReport['failed']): Result<null> {
  const cards = waiting.flatMap(({ problem: each }): AcceptedWork[] =>
    each.code === 'accepted-work' ? each.cards : [],
  );
  return { ok: false, problem: ownProblem('accepted-work', 409, { cards }) };
}
