import { randomUUID } from 'node:crypto';
import { type Floor, noKey } from '../load/floor.js';
import { roles, type World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { bareFloor } from './contenders/bare-floor.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Scenario } from './scenario.js';

/** Creates cards in the first queue column of one board without limits. */
export async function creates(world: World, floor: Floor): Promise<Scenario> {
  const board = await world.makeBoard('CREATES', [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active', limit: { max: 3, mode: 'block' } },
    { name: 'Done', kind: 'done' },
  ]);
  const card = { title: 'A card that came up in the stand-up', description: 'Of some words.' };
  return {
    name: 'creates',
    world,
    board,
    eventsAnAnswer: 1,
    base: await bareFloor(world, floor, board, 'bareCreate', () => () => [
      randomUUID(),
      board.columns.Ready,
      card.title,
      card.description,
      world.caller.userId,
    ]),
    others: [
      floorClients(
        floor,
        'create',
        () => () => [
          ...floor.callerOf(board, roles.ofTheTeam),
          randomUUID(),
          JSON.stringify(card),
          ...noKey,
          null,
        ],
        ({ outcome }) => 'body' in outcome,
      ),
      apiClients('API', world, () => () => {
        return { method: 'POST', path: `${board.path}/cards`, status: 201, body: card };
      }),
    ],
  };
}
