import { type Floor, noKey } from '../load/floor.js';
import { aMovingBoard, callOf, movesOn } from '../stack/moving-board.js';
import { roles, type World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { bareFloor } from './contenders/bare-floor.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

const cards = 200;

/**
 * Moves two hundred cards of one board between two columns whose limits are counted but never refuse. Each client
 * moves its own cards in turn, so every call is a move.
 */
export async function moves(world: World, floor: Floor): Promise<Scenario> {
  const board = await aMovingBoard(world, 'MOVES', { Doing: cards / 2, Review: cards / 2 });
  const [nextMove, nextBareMove] = [await movesOn(board), await movesOn(board)];
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
        return () => callOf(board, next());
      }),
    ],
  };
}
