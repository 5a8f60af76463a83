import type { Floor } from '../load/floor.js';
import { HttpClient } from '../load/http-client.js';
import { roles, type World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

/**
 * Reads a whole board that nobody changes. The floor is the statement that checks whether the caller can read it and
 * returns its seq; the API has the rest of the answer in memory.
 */
export async function reads(world: World, floor: Floor, cards: number): Promise<Scenario> {
  const board = await world.makeBoard(
    `READ${cards}`,
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit: { max: cards, mode: 'block' } },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: Math.ceil(cards / 2), Doing: Math.ceil(cards / 4), Done: Math.floor(cards / 4) },
  );
  const call = { method: 'GET' as const, path: board.path, status: 200 };
  const etag = await etagOf(world, board.path);
  return {
    name: `reads of ${cards} cards`,
    world,
    board,
    eventsAnAnswer: 0,
    base: floorClients(
      floor,
      'head',
      () => () => floor.callerOf(board, roles.ofReaders),
      ({ boardId }) => boardId === board.id,
    ),
    others: [
      apiClients('identity', world, () => () => call),
      apiClients('gzip', world, () => () => ({ ...call, headers: { 'accept-encoding': 'gzip' } })),
      apiClients('304', world, () => () => ({ ...call, status: 304, headers: { 'if-none-match': etag } })),
    ],
  };
}

async function etagOf(world: World, path: string): Promise<string> {
  const client = new HttpClient(world.origin, world.token);
  const { etag } = await client.send({ method: 'GET', path, status: 200 });
  await client.close();
  if (!etag) throw new Error(`${path} has no ETag`);
  return etag;
}
