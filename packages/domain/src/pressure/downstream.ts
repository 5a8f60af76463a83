import { tightThreshold } from '../vocabulary/vocabulary.js';
import type { LevelFacts } from './pressure-level.js';

/**
 * The facts of a board for downstream pressure. `level`: how full it is, from 0 to 1. `work`: its open cards, plus its open requests that
 * wait on other requests. `slots`: how many cards it has room for, see `slotsOf`. `waits`: how much of the work waits on the same boards.
 */
export type PressedBoard = {
  id: string;
  level: number;
  work: number;
  slots: number;
  waits: readonly { on: readonly string[]; count: number }[];
};

/** The factor by which a pressure shrinks when it passes from one board to the next. */
export const downstreamDamping = 0.8;

const precision = 1e-9;

/**
 * The downstream pressure of each board, from 0 to 1: how much of its possible work waits on full boards. Each card or request that
 * waits counts with the fullest board that it waits on. Everything else counts with 0. The figure is the mean:
 *
 *     d(b) = Σ over waiting items: max over its boards c of max(full(c), 0.8 · d(c)) / max(work(b), slots(b))
 *     full(c) = level(c), or 0 for a board that is not even tight
 *
 * A board presses with its own level, or with its own downstream pressure, damped, whichever is more. The divisor is at least the number
 * of slots. So the figure does not rise when the board delivers work that does not wait, and a gate that throttles for it does not keep
 * itself throttled by keeping other work out. As in PageRank (S. Brin and L. Page, The Anatomy of a Large-Scale Hypertextual Web Search
 * Engine, 1998) the damping makes the equations a contraction: there is one solution, even with circles, and repeating the equations
 * finds it (S. Banach, 1922). A board that is not listed presses with 0.
 */
export function downstreamPressures(boards: readonly PressedBoard[]): Map<string, number> {
  const levels = new Map(boards.map(({ id, level }) => [id, level >= tightThreshold ? level : 0]));
  let pressures = new Map(boards.map(({ id }) => [id, 0]));
  for (let change = 1; change > precision; ) {
    const next = new Map(boards.map((board) => [board.id, meanOf(board, levels, pressures)]));
    change = Math.max(
      0,
      ...boards.map(({ id }) => Math.abs(pressureAt(next, id) - pressureAt(pressures, id))),
    );
    pressures = next;
  }
  return new Map([...pressures].map(([id, pressure]) => [id, rounded(pressure)]));
}

function meanOf(
  { work, slots, waits }: PressedBoard,
  levels: ReadonlyMap<string, number>,
  pressures: ReadonlyMap<string, number>,
): number {
  const waiting = waits.reduce((sum, { count }) => sum + count, 0);
  if (waiting === 0) return 0;
  const pressing = (id: string) =>
    Math.max(levels.get(id) ?? 0, downstreamDamping * pressureAt(pressures, id));
  const sum = waits.reduce((total, { on, count }) => total + count * Math.max(0, ...on.map(pressing)), 0);
  return sum / Math.max(work, slots, waiting);
}

function pressureAt(pressures: ReadonlyMap<string, number>, id: string): number {
  return pressures.get(id) ?? 0;
}

/** Far below any threshold, and above the error of the repetition. */
function rounded(pressure: number): number {
  return Math.round(pressure * 1e6) / 1e6;
}

/**
 * How many cards a board has room for: its board limit, else the limits of its active columns, else the depth of its intake. This does
 * not depend on what the board delivers.
 */
export function slotsOf({ columns, board, intake }: LevelFacts): number {
  if (board) return board.max;
  return columns.reduce((sum, { max }) => sum + (max ?? 0), 0) || intake.depth;
}

/** A board, and how many cards and requests of other boards wait on it. */
export type AwaitedBoard = { id: string; level: number; waiting: number };

/**
 * The board that holds up the most work. Of the boards that are at least tight and that others wait on, it has the largest product of
 * its level and the number of items that wait on it. Null if there is none. If several are equal, the first in the given order.
 */
export function bottleneckOf<Board extends AwaitedBoard>(
  boards: readonly Board[],
  tightFrom: number,
): Board | null {
  return boards
    .filter(({ level, waiting }) => level >= tightFrom && waiting > 0)
    .reduce<Board | null>((most, each) => (most && weightOf(most) >= weightOf(each) ? most : each), null);
}

function weightOf({ level, waiting }: AwaitedBoard): number {
  return level * waiting;
}
