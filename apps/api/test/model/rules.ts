import { isCounted, loadOf as loadOfBoards } from '@weir/history';
import { type Board, type Card, columnOf, type Limit, type Passed, type World } from './world.js';

// A second, simple implementation of limits: it counts every load from all cards (@weir/history), before and after a change. It shares
// nothing with `domain` or the database.

export type Override = { reason: string; limits: { id: string; max: number; load: number }[] };
type LimitFigures = { id: string; scope: string; of: string; max: number; mode: string; load: number };
/** `cards`: the cards of the board that would come to count. */
export type Broken = LimitFigures & { cards: number[] };
export type Refusal = { status: number; code: string; [fact: string]: unknown };

/** One statement. Limits are checked after it. */
export type Change = (board: Board, world: World) => void;

export function limitsOf(world: World, at: number): Limit[] {
  return [...world.boards[at]!.limits, ...world.personal];
}

export function loadOf(world: World, at: number, limit: Limit): number {
  return loadOfBoards(limit.across === 'workspace' ? world.boards : [world.boards[at]!], limit);
}

function nameOf(world: World, at: number, limit: Limit): string {
  const board = world.boards[at]!;
  const lane = board.lanes.find(({ id }) => id === limit.swimlaneId)?.name;
  switch (limit.scope) {
    case 'column':
      return columnOf(board, limit.columnId as string).name;
    case 'columns':
      return board.columns
        .filter(({ id }) => limit.columnIds?.includes(id))
        .map(({ name }) => name)
        .join(' + ');
    case 'swimlane':
      return limit.columnId === undefined ? `${lane}` : `${lane} · ${columnOf(board, limit.columnId).name}`;
    case 'person':
      return world.team[limit.userId as string] as string;
    case 'board':
      return board.name;
    case 'classOfService':
      return {
        expedite: 'Expedite',
        fixedDate: 'Fixed date',
        standard: 'Standard',
        intangible: 'Intangible',
      }[limit.classOfService as 'standard'];
  }
}

/**
 * Applies the changes to board `at`, one after the other, and logs the overrides under their event. Returns the
 * world after them, or the refusal.
 */
export function attempt(
  world: World,
  at: number,
  changes: Change[],
  override?: Override,
): { world: World; refusal: Refusal | null } {
  const after = structuredClone(world);
  const board = after.boards[at]!;
  board.seq += 1;
  for (const change of changes) {
    const before = structuredClone(after);
    change(board, after);
    const over = grownOver(before, after, at);
    const named = (limit: Limit) => override?.limits.find(({ id }) => id === limit.id);
    if (over.some(({ limit }) => limit.mode === 'block' || (limit.mode === 'reason' && !named(limit)))) {
      return {
        world,
        refusal: { status: 409, code: 'wip-limit-reached', limits: brokenBy(world, at, changes) },
      };
    }
    const bound = over.filter(({ limit }) => limit.mode === 'reason');
    const isStale = bound.some(
      ({ limit, load }) => named(limit)?.max !== limit.max || named(limit)?.load !== load,
    );
    if (isStale) {
      const limits = brokenBy(world, at, changes)
        .filter(({ mode }) => mode === 'reason')
        .map(({ cards: _, ...limit }) => limit);
      return { world, refusal: { status: 409, code: 'override-stale', limits } };
    }
    const spent = spentOf(board);
    if (bound.length > 0 && spent + bound.length > board.budget) {
      return { world, refusal: { status: 409, code: 'override-budget-spent', budget: board.budget, spent } };
    }
    board.ledger.push(...over.map(({ limit, load, gain }) => passed(board.seq, limit, load, gain, override)));
  }
  return { world: after, refusal: null };
}

/** The overrides of this month: all of them, because a program takes a moment. */
export function spentOf(board: Board): number {
  return board.ledger.filter(({ mode }) => mode === 'reason').length;
}

/** The limits that the changes together would break, except those that only warn, with their current loads. */
function brokenBy(world: World, at: number, changes: Change[]): Broken[] {
  const after = structuredClone(world);
  for (const change of changes) change(after.boards[at]!, after);
  return grownOver(world, after, at)
    .filter(({ limit }) => limit.mode !== 'warn')
    .map(({ limit, load }) => {
      return {
        ...describe(world, at, limit, load),
        cards: entering(world.boards[at]!, after.boards[at]!, limit),
      };
    });
}

/** The cards that come to count: by a change of theirs, or because their board is restored. */
function entering(before: Board, after: Board, limit: Limit): number[] {
  const counted = before.archived ? [] : before.cards.filter((card) => isCounted(limit, card, before));
  return before.cards.flatMap(({ number }) => {
    const then = after.cards.find((card) => card.number === number) as Card;
    const isNew = isCounted(limit, then, after) && !counted.some((card) => card.number === number);
    return isNew ? [number] : [];
  });
}

function grownOver(before: World, after: World, at: number): { limit: Limit; load: number; gain: number }[] {
  return limitsOf(before, at).flatMap((limit) => {
    const load = loadOf(before, at, limit);
    const gain = loadOf(after, at, limit) - load;
    return gain > 0 && load + gain > limit.max ? [{ limit, load, gain }] : [];
  });
}

function describe(world: World, at: number, limit: Limit, load: number): LimitFigures {
  const { id, scope, max, mode } = limit;
  return { id, scope, of: nameOf(world, at, limit), max, mode, load };
}

function passed(
  seq: number,
  limit: Limit,
  load: number,
  gain: number,
  override: Override | undefined,
): Passed {
  const { id, max } = limit;
  const mode = limit.mode === 'warn' ? 'warn' : 'reason';
  return {
    seq,
    limit: id,
    mode,
    max,
    load,
    gain,
    reason: mode === 'reason' ? (override?.reason ?? null) : null,
  };
}
