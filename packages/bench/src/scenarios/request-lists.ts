import type { Floor } from '../load/floor.js';
import { anAskedBoard, letWait } from '../stack/asked-board.js';
import type { World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

const waiting = 100;
const aPage = 50;

/**
 * Reads the first page of waiting requests as a manager. The floor is the statement that reads the requests of a page.
 * The API first checks access and selects the requests, and afterwards reads the data for their forecasts.
 */
export async function requestLists(world: World, floor: Floor): Promise<Scenario> {
  const board = await anAskedBoard(world, 'LISTED');
  const numbers = (await letWait(world, board, waiting)).slice(0, aPage);
  const boards = numbers.map(() => board.id);
  const places = numbers.map((_, at) => at + 1);
  return {
    name: `reads of ${aPage} requests`,
    world,
    board,
    eventsAnAnswer: 0,
    base: floorClients(
      floor,
      'requests',
      () => () => [board.workspaceId, boards, numbers, places],
      ({ position }) => position !== null,
    ),
    others: [
      apiClients('API', world, () => () => {
        return { method: 'GET', path: `${board.path}/requests?state=waiting`, status: 200 };
      }),
    ],
  };
}
