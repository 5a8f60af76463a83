import type { Floor } from '../load/floor.js';
import { anAskedBoard, answersTo, decline, letWait } from '../stack/asked-board.js';
import type { World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { sqlClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

/** How many requests wait when a piece starts. At most that many are answered in it. */
const waiting = 400;

/**
 * Declines each waiting request once. The API needs several statements in a transaction. The floor is one INSERT
 * that ends a request in plain SQL, with the triggers, the clock and the event.
 */
export async function declines(world: World, floor: Floor): Promise<Scenario> {
  const board = await anAskedBoard(world, 'DECLINES');
  let numbers: number[] = [];
  const ready = async () => {
    numbers = await letWait(world, board, waiting);
  };
  const pieces = { most: waiting, ready };
  const answer = { name: 'answer', text: answersTo('r.number = $4') };
  return {
    name: 'declines',
    world,
    board,
    eventsAnAnswer: 1,
    base: {
      ...sqlClients(
        floor,
        answer,
        () => () => [board.id, world.caller.userId, board.workspaceId, numbers.pop()],
        (row) => 'request_id' in row,
      ),
      pieces,
    },
    others: [
      {
        ...apiClients('API', world, () => () => {
          const path = `${board.path}/requests/${numbers.pop()}/answer`;
          return { method: 'PUT', path, status: 200, body: decline };
        }),
        pieces,
      },
    ],
  };
}
