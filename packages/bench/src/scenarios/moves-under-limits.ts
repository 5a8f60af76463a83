import { type Floor, noKey } from '../load/floor.js';
import { aLimitedBoard } from '../stack/limited-board.js';
import { type BenchBoard, roles, type World } from '../stack/world.js';
import { apiClients } from './api-clients.js';
import { floorClients } from './floor-clients.js';
import type { Contender, Scenario } from './scenario.js';

/**
 * Measures what limits cost. Cards go round from Ready to Doing to Review and back, on a board with one limit and on
 * one with six, which all count them. The ratio is six limits to one; in SQL without the other work of the API.
 */
export async function movesUnderLimits(world: World, floor: Floor): Promise<Scenario[]> {
  const one = await aLimitedBoard(world, 'ONELIMIT', 1);
  const six = await aLimitedBoard(world, 'SIXLIMITS', 6);
  const [routeOfOne, routeOfSix] = [await routeOf(one), await routeOf(six)];
  const scenario = { world, board: one, eventsAnAnswer: 1 as const };
  return [
    {
      ...scenario,
      name: 'moves under limits',
      base: overHttp('one limit', world, one, routeOfOne),
      others: [overHttp('six limits', world, six, routeOfSix)],
    },
    {
      ...scenario,
      name: 'moves under limits, in SQL',
      base: inSql('one limit', floor, one, routeOfOne),
      others: [inSql('six limits', floor, six, routeOfSix)],
    },
  ];
}

type Route = (n: number, of: number) => () => { number: number; to: { columnId: string } };

/** Each client moves its own cards in turn. */
async function routeOf(board: BenchBoard): Promise<Route> {
  const round = ['Ready', 'Doing', 'Review'];
  const columnIndexOf = new Map<number, number>();
  for (const [at, column] of round.entries()) {
    for (const number of await board.numbersIn(column)) columnIndexOf.set(number, at);
  }
  const numbers = [...columnIndexOf.keys()].sort((one, other) => one - other);
  return (n, of) => {
    const own = numbers.filter((_, at) => at % of === n);
    let at = 0;
    return () => {
      const number = own[at++ % own.length]!;
      const next = (columnIndexOf.get(number)! + 1) % round.length;
      columnIndexOf.set(number, next);
      return { number, to: { columnId: board.columns[round[next]!]! } };
    };
  };
}

function overHttp(name: string, world: World, board: BenchBoard, route: Route): Contender {
  const clients = apiClients(name, world, (n, of) => {
    const next = route(n, of);
    return () => {
      const { number, to } = next();
      return { method: 'PUT', path: `${board.path}/cards/${number}/position`, status: 200, body: to };
    };
  });
  return { ...clients, board };
}

function inSql(name: string, floor: Floor, board: BenchBoard, route: Route): Contender {
  const clients = floorClients(
    floor,
    'move',
    (n, of) => {
      const next = route(n, of);
      return () => {
        const { number, to } = next();
        return [...floor.callerOf(board, roles.ofTheTeam), number, JSON.stringify(to), null, ...noKey];
      };
    },
    ({ outcome }) => 'body' in outcome,
  );
  return { ...clients, name, board };
}
