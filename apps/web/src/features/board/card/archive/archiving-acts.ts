import type { QueryClient } from '@tanstack/react-query';
import type { Card, CardDetail } from '@weir/contract';
import type { Translate } from '@weir/words';
import { takenOffWith } from '@/features/accepted-work/leaving';
import type { WithReason } from '@/features/accepted-work/use-reasons';
import { announce } from '@/lib/announce';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { cardPaths } from '@/lib/api/paths/card-paths';
import type { AnyProblem, Result } from '@/lib/api/result';
import { whenReachable } from '@/lib/api/waiting';
import { type Edit, editOf } from '@/lib/board/edit-card';
import type { CardPlacement } from '@/lib/board/optimistic';
import { sendWhenReachable } from '@/lib/waiting/send-kept';
import { valueChange, type Write } from '@/lib/waiting/write';
import { changeOf, type EditedPart } from '../values/card-values';
import { restoreOf } from './restore-write';

/** What the page gives to these actions. */
export type Page = {
  workspace: string;
  key: string;
  refresh: () => Promise<void>;
  withReason: WithReason;
  /** Draws an edit that waits for the connection, until the returned function is called. */
  draw: (card: number, change: (card: Card) => Partial<Card>) => () => void;
  /** These keep the action, to be undone. `text` says what was done. */
  onArchived: (card: Card, text: string) => void;
  onEdited: (card: Card, edit: Edit) => void;
  onRenamed: (card: Card, title: string) => void;
  onUnblocked: (card: Card, reason: string) => void;
};

/** How the page shows them. */
type Shown = {
  t: Translate;
  client: QueryClient;
  /** Counts the actions that are being sent: 1 when one begins, -1 when it is over. */
  count: (more: 1 | -1) => void;
  /** Shows why an action was refused; null hides it. `card`: the card that could not be restored. */
  refuse: (problem: AnyProblem | null, card?: Card | null) => void;
};

type Options = {
  /** What is announced once it is done. */
  text: string;
  /** How an edit of a card is drawn while it waits. */
  drawn?: { card: Card; change: (card: Card) => Partial<Card> };
  /** Called each time that it begins to wait. */
  onWait?: () => void;
  /** Called once it is done. Until it has returned, an undo waits. */
  onDone?: () => void;
  /** The caller shows why it was refused. */
  isQuiet?: (problem: AnyProblem | null) => boolean;
};

/** Archiving, unblocking, renaming, and editing labels and people, as `useArchiving` offers them. */
export function archivingActs({
  workspace,
  key,
  refresh,
  withReason,
  draw,
  onArchived,
  onEdited,
  onRenamed,
  onUnblocked,
  t,
  client,
  count,
  refuse,
}: Page & Shown) {
  /** Returns its result; null means that the person cancelled. */
  const perform = async (
    send: (attempt: (write: Write) => Promise<Result<Card>>) => Promise<Result<Card> | null>,
    { text, drawn, onWait, onDone, isQuiet }: Options,
  ): Promise<Result<Card> | null> => {
    let erase: (() => void) | null = null;
    const wait = () => {
      if (drawn) erase ??= draw(drawn.card.number, drawn.change);
      onWait?.();
    };
    count(1);
    try {
      const result = await send((write) => sendWhenReachable(write, wait));
      if (!result) return null;
      const found = result.ok ? null : result.problem;
      if (!isQuiet?.(found)) refuse(found);
      if (result.ok) announce(text);
      await refresh();
      if (result.ok) onDone?.();
      return result;
    } finally {
      (erase as (() => void) | null)?.();
      count(-1);
    }
  };
  /** A card that is open shows what was saved. */
  const readAgain = ({ number }: Card, saved: Result<Card>): Result<Card> => {
    const path = cardPaths.card(workspace, key, number);
    void client.invalidateQueries({ predicate: ({ queryKey: [of] }) => String(of).startsWith(path) });
    return saved;
  };
  /** Calls `onGone` once, when the card is no longer shown. */
  const archive = async (card: Card, onGone: () => void): Promise<void> => {
    const { ref, title, number } = card;
    let isGone = false;
    const leave = () => {
      if (!isGone) onGone();
      isGone = true;
    };
    const result = await perform(
      (attempt) =>
        withReason(
          (toRequester) =>
            attempt({
              method: 'PUT',
              path: cardPaths.archive(workspace, key, number),
              body: toRequester && { toRequester },
            }),
          'archive',
          takenOffWith([card]),
        ),
      {
        text: t('card.archive.archived', { ref }),
        drawn: { card, change: () => ({ archivedAt: new Date().toISOString() }) },
        onWait: leave,
        onDone: () => onArchived(card, t('card.archive.archivedTitle', { ref, title })),
      },
    );
    if (result?.ok) leave();
  };
  /**
   * Restores cards one after the other, then puts them into their `places`. Cards that were deleted for good meanwhile are
   * left out. Null: one was refused, and those after it were not tried.
   */
  const restore = async (
    cards: readonly Card[],
    { columnId, places = [] }: { columnId?: string; places?: readonly CardPlacement[] } = {},
  ) => {
    const restored: Card[] = [];
    const deleted: Card[] = [];
    for (const card of cards) {
      const result = await withReason(
        (toRequester) => sendWhenReachable<Card>(restoreOf(workspace, key, card, { columnId, toRequester })),
        'restore',
      );
      if (result?.ok) restored.push(card);
      else if (result?.problem.code === 'not-found') deleted.push(card);
      if (result?.ok || result?.problem.code === 'not-found') continue;
      refuse(result?.problem ?? null, card);
      await refresh();
      return null;
    }
    refuse(null);
    // A restored card is last in its column. Where it can't be put back before another one, it stays there.
    const isBack = ({ card }: CardPlacement) => restored.some(({ number }) => number === card);
    const moves = places.filter((place) => place.before !== undefined && isBack(place));
    if (moves.length > 0)
      await sendWhenReachable({ method: 'POST', path: boardPaths.moves(workspace, key), body: { moves } });
    await refresh();
    return { restored, deleted };
  };
  /**
   * Undoes the creation of cards, the last one first. A card that has changed since stays. Null: something else was in the
   * way.
   */
  const undoCreation = async (cards: readonly Card[]) => {
    const removed: Card[] = [];
    const changed: Card[] = [];
    for (const card of cards.toReversed()) {
      const path = cardPaths.creation(workspace, key, card.number);
      const result = await sendWhenReachable({ method: 'DELETE', path });
      if (result.ok || result.problem.code === 'not-found') removed.unshift(card);
      else if (result.problem.code === 'card-changed') changed.unshift(card);
      else {
        refuse(result.problem);
        await refresh();
        return null;
      }
    }
    await refresh();
    return { removed, changed };
  };
  /** Blocks a card for a reason, or unblocks it. Returns whether it was done. */
  const setBlock = async (card: Card, reason: string | null, onDone?: () => void): Promise<boolean> => {
    const path = cardPaths.block(workspace, key, card.number);
    const write: Write =
      reason === null ? { method: 'DELETE', path } : { method: 'PUT', path, body: { reason } };
    const result = await perform((attempt) => attempt(write), {
      text: t(reason === null ? 'card.unblocked' : 'card.saved', { ref: card.ref }),
      ...(reason === null && { drawn: { card, change: () => ({ blocked: null }) } }),
      ...(onDone && { onDone }),
    });
    return result?.ok ?? false;
  };
  const unblock = async (card: Card) => {
    const { blocked } = card;
    await setBlock(card, null, () => blocked && onUnblocked(card, blocked.reason));
  };
  /** Gives a part of a card its value from before, unless somebody has changed that part since: `precondition-failed`. */
  const changeBack = (card: Card, { field, custom, from, to }: EditedPart) => {
    const path = cardPaths.card(workspace, key, card.number);
    const body = changeOf({ [field]: from[field] }, custom);
    return perform(
      async (attempt) =>
        readAgain(card, await attempt(valueChange(path, body, to, changeOf({ [field]: to[field] }, custom)))),
      {
        text: t('card.saved', { ref: card.ref }),
        isQuiet: (problem) => problem?.code === 'precondition-failed',
      },
    );
  };
  /** Sends a change of a part of a card. Quiet if that part is gone. */
  const send = (card: Card, write: Write) =>
    perform(async (attempt) => readAgain(card, await attempt(write)), {
      text: t('card.saved', { ref: card.ref }),
      isQuiet: (problem) => problem?.code === 'not-found',
    });
  /** The writes for the card as it is now. `changed`: they are no longer possible. Null: they failed, and the page says why. */
  const writesFor = async (card: Card, step: (now: CardDetail) => Write[] | null) => {
    const now = await whenReachable(() => api.get<CardDetail>(cardPaths.card(workspace, key, card.number)));
    if (now.ok) return step(now.value) ?? 'changed';
    if (now.problem.code === 'not-found') return 'changed';
    refuse(now.problem);
    return null;
  };
  const edit = async (card: Card, change: Edit) => {
    const text = t('card.saved', { ref: card.ref });
    const onDone = () => onEdited(card, change);
    await perform(async (attempt) => readAgain(card, await attempt(editOf(workspace, key, card, change))), {
      text,
      onDone,
    });
  };
  const sendTitle = (card: Card, title: string, more?: Pick<Options, 'onWait' | 'onDone' | 'isQuiet'>) => {
    const path = cardPaths.card(workspace, key, card.number);
    return perform(
      async (attempt) =>
        readAgain(card, await attempt(valueChange(path, { title }, card, { title: card.title }))),
      {
        text: t('card.saved', { ref: card.ref }),
        drawn: { card, change: () => ({ title }) },
        ...more,
      },
    );
  };
  /** Returns whether the card has the title now. */
  const rename = async (card: Card, title: string) => Boolean((await sendTitle(card, title))?.ok);
  /** Resolves with why the title was refused. Null: the card has it, or it waits for the connection. */
  const retitle = (card: Card, title: string): Promise<AnyProblem | null> =>
    new Promise((resolve) => {
      let isField = true;
      const onWait = () => {
        isField = false;
        resolve(null);
      };
      const onDone = () => onRenamed(card, title);
      void sendTitle(card, title, { onWait, onDone, isQuiet: () => isField }).then((result) =>
        resolve(result && !result.ok ? result.problem : null),
      );
    });
  return {
    archive,
    restore,
    undoCreation,
    unblock,
    setBlock,
    changeBack,
    send,
    writesFor,
    edit,
    rename,
    retitle,
  };
}
