import { type Floor, noKey } from '../load/floor.js';
import { roles, type World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

/**
 * Every client tries to enter a full column. In SQL the refusal is one word. The API's answer names the limit, its
 * load and the options, for which it reads the board.
 */
export async function refusals(world: World, floor: Floor): Promise<Scenario> {
  const board = await world.makeBoard(
    'FULL',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit: { max: 3, mode: 'block' } },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: 64, Doing: 3, Done: 20 },
  );
  const to = { columnId: board.columns.Doing! };
  const waiting = await board.numbersIn('Ready');
  const cardOf = (n: number) => waiting[n % waiting.length]!;
  return {
    name: 'refusals',
    world,
    board,
    eventsAnAnswer: 0,
    base: floorClients(
      floor,
      'move',
      (n) => () => [...floor.callerOf(board, roles.ofTheTeam), cardOf(n), JSON.stringify(to), null, ...noKey],
      ({ outcome }) => outcome.refused === 'wip-limit-reached',
    ),
    others: [
      apiClients('API', world, (n) => () => {
        return { method: 'PUT', path: `${board.path}/cards/${cardOf(n)}/position`, status: 409, body: to };
      }),
    ],
  };
}
