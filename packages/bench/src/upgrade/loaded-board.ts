import type { World } from '../stack/world.js';

/** A board with room for few cards in its active columns, so that limits also refuse moves. */
export type LoadedBoard = {
  path: string;
  id: string;
  /** Ids of the columns between which cards move; the limits of those that have one. */
  columns: string[];
  limits: Record<string, number>;
  cards: number[];
};

const boards = 3;
const limits = { Doing: 7, Review: 5 };

/** Makes the boards of the load. */
export async function makeBoards(world: World): Promise<LoadedBoard[]> {
  const made: LoadedBoard[] = [];
  for (let n = 1; n <= boards; n += 1) {
    const columns = [
      { name: 'Ready', kind: 'queue' as const },
      { name: 'Doing', kind: 'active' as const, limit: { max: limits.Doing, mode: 'block' as const } },
      { name: 'Review', kind: 'active' as const, limit: { max: limits.Review, mode: 'block' as const } },
      { name: 'Done', kind: 'done' as const },
    ];
    const intake = { depth: 500, openPerRequester: 500 };
    const board = await world.makeBoard(
      `UP${n}`,
      columns,
      { Ready: 12, Doing: 4, Review: 3, Done: 12 },
      intake,
    );
    const { Ready, Doing, Review } = board.columns as { Ready: string; Doing: string; Review: string };
    const cards = (await Promise.all(['Ready', 'Doing', 'Review'].map(board.numbersIn))).flat();
    made.push({
      ...{ path: board.path, id: board.id, columns: [Ready, Doing, Review], cards },
      limits: { [Doing]: limits.Doing, [Review]: limits.Review },
    });
  }
  return made;
}

/** The column of each card, and the number of the last event, before the load. */
export type Beginning = { board: LoadedBoard; columnOf: Map<number, string>; seq: number };

export async function beginningOf(world: World, board: LoadedBoard): Promise<Beginning> {
  const cards = await world.query<{ number: number; column: string }>(
    'SELECT number, column_id AS column FROM cards WHERE board_id = $1',
    [board.id],
  );
  const columnOf = new Map(cards.map(({ number, column }) => [number, column]));
  return { board, columnOf, seq: (await lastEvents(world)).get(board.id)! };
}

/** The number of the last event of each board, by the board's id. */
export async function lastEvents(world: World): Promise<Map<string, number>> {
  const clocks = await world.query<{ id: string; seq: number }>(
    'SELECT board_id AS id, seq::int FROM board_clock',
  );
  return new Map(clocks.map(({ id, seq }) => [id, seq]));
}
