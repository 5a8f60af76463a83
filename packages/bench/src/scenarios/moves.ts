import { type Floor, noKey } from '../load/floor.js';
import { roles, type World } from '../stack/world.js';
import { apiClients } from './api-clients.js';
import { bareFloor } from './bare-floor.js';
import { floorClients } from './floor-clients.js';
import type { Scenario } from './scenario.js';

const cards = 200;

/**
 * Moves two hundred cards of one board between two columns whose limits are counted but never refuse. Each client
 * moves its own cards in turn, so every call is a move.
 */
export async function moves(world: World, floor: Floor): Promise<Scenario> {
  const limit = { max: cards, mode: 'block' as const };
  const board = await world.makeBoard(
    'MOVES',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit },
      { name: 'Review', kind: 'active', limit },
      { name: 'Done', kind: 'done' },
    ],
    { Doing: cards / 2, Review: cards / 2 },
  );
  const doing = board.columns.Doing!;
  const review = board.columns.Review!;
  const columnOf = new Map<number, string>();
  for (const number of await board.numbersIn('Doing')) columnOf.set(number, doing);
  for (const number of await board.numbersIn('Review')) columnOf.set(number, review);

  const movesFrom = (columnOf: Map<number, string>) => (n: number, of: number) => {
    const own = [...columnOf.keys()].filter((_, at) => at % of === n);
    let at = 0;
    return () => {
      const number = own[at++ % own.length]!;
      const columnId = columnOf.get(number) === doing ? review : doing;
      columnOf.set(number, columnId);
      return { number, to: { columnId } };
    };
  };
  const nextMove = movesFrom(columnOf);
  const nextBareMove = movesFrom(new Map(columnOf));
  return {
    name: 'moves',
    world,
    board,
    eventsAnAnswer: 1,
    base: await bareFloor(world, floor, board, 'bareMove', (n, of) => {
      const next = nextBareMove(n, of);
      return () => {
        const { number, to } = next();
        return [number, to.columnId];
      };
    }),
    others: [
      floorClients(
        floor,
        'move',
        (n, of) => {
          const next = nextMove(n, of);
          return () => {
            const { number, to } = next();
            return [...floor.callerOf(board, roles.ofTheTeam), number, JSON.stringify(to), null, ...noKey];
          };
        },
        ({ outcome }) => 'body' in outcome,
      ),
      apiClients('API', world, (n, of) => {
        const next = nextMove(n, of);
        return () => {
          const { number, to } = next();
          return { method: 'PUT', path: `${board.path}/cards/${number}/position`, status: 200, body: to };
        };
      }),
    ],
  };
}
