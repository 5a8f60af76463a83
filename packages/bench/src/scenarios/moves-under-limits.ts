import { type Floor, noKey } from '../load/floor.js';
import { aLimitedBoard } from '../stack/limited-board.js';
import { callOf, type Moves, movesOn } from '../stack/moving-board.js';
import { type BenchBoard, roles, type World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Contender, Scenario } from './scenario.js';

/**
 * Measures what limits cost. Cards go round from Ready to Doing to Review and back, on a board with one limit and on
 * one with six, which all count them. The ratio is six limits to one; in SQL without the other work of the API.
 */
export async function movesUnderLimits(world: World, floor: Floor): Promise<Scenario[]> {
  const one = await aLimitedBoard(world, 'ONELIMIT', 1);
  const six = await aLimitedBoard(world, 'SIXLIMITS', 6);
  const round = ['Ready', 'Doing', 'Review'];
  const [movesOnOne, movesOnSix] = [await movesOn(one, round), await movesOn(six, round)];
  const scenario = { world, board: one, eventsAnAnswer: 1 as const };
  return [
    {
      ...scenario,
      name: 'moves under limits',
      base: overHttp('one limit', world, one, movesOnOne),
      others: [overHttp('six limits', world, six, movesOnSix)],
    },
    {
      ...scenario,
      name: 'moves under limits, in SQL',
      base: inSql('one limit', floor, one, movesOnOne),
      others: [inSql('six limits', floor, six, movesOnSix)],
    },
  ];
}

function overHttp(name: string, world: World, board: BenchBoard, moves: Moves): Contender {
  const clients = apiClients(name, world, (n, of) => {
    const next = moves(n, of);
    return () => callOf(board, next());
  });
  return { ...clients, board };
}

function inSql(name: string, floor: Floor, board: BenchBoard, moves: Moves): Contender {
  const clients = floorClients(
    floor,
    'move',
    (n, of) => {
      const next = moves(n, of);
      return () => {
        const { number, to } = next();
        return [...floor.callerOf(board, roles.ofTheTeam), number, JSON.stringify(to), null, ...noKey];
      };
    },
    ({ outcome }) => 'body' in outcome,
  );
  return { ...clients, name, board };
}
