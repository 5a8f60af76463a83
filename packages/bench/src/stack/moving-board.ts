import type { Call } from '../load/http-client.js';
import type { BenchBoard, World } from './world.js';

export type Move = { number: number; to: { columnId: string } };
/** Returns the next move of client `n`, one of `of` clients. Each client moves its own cards in turn. */
export type Moves = (n: number, of: number) => () => Move;

/** A board with these numbers of cards by column. The limits of Doing and Review count each move and never refuse one. */
export async function aMovingBoard(
  world: World,
  key: string,
  cards: { Ready?: number; Doing: number; Review: number },
): Promise<BenchBoard> {
  const max = Object.values(cards).reduce((sum, count) => sum + count, 0);
  const limit = { max, mode: 'block' as const };
  return world.makeBoard(
    key,
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit },
      { name: 'Review', kind: 'active', limit },
      { name: 'Done', kind: 'done' },
    ],
    cards,
  );
}

/** Moves each card of these columns to the next of them, and from the last to the first. */
export async function movesOn(board: BenchBoard, names = ['Doing', 'Review']): Promise<Moves> {
  const columnIndexOf = new Map<number, number>();
  for (const [at, name] of names.entries()) {
    for (const number of await board.numbersIn(name)) columnIndexOf.set(number, at);
  }
  const numbers = [...columnIndexOf.keys()];
  return (n, of) => {
    const own = numbers.filter((_, at) => at % of === n);
    let at = 0;
    return () => {
      const number = own[at++ % own.length]!;
      const next = (columnIndexOf.get(number)! + 1) % names.length;
      columnIndexOf.set(number, next);
      return { number, to: { columnId: board.columns[names[next]!]! } };
    };
  };
}

/** The call of a move. */
export function callOf({ path }: BenchBoard, { number, to }: Move): Call {
  return { method: 'PUT', path: `${path}/cards/${number}/position`, status: 200, body: to };
}
