import { randomUUID } from 'node:crypto';
import { type Floor, noKey } from '../load/floor.js';
import { anAskedBoard, letNobodyWait, letWait, request } from '../stack/asked-board.js';
import { type BenchBoard, roles, type World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import { floorClients } from './contenders/floor-clients.js';
import type { Contender, Scenario } from './scenario.js';

/** A piece ends before the queue is full. The depth is the largest possible: on average half of this many wait. */
const most = 400;
const depthOfFull = 20;

/**
 * Submits requests to a board with room, and to one with a full queue. Between two pieces all waiting requests are
 * answered, off the clock. Refusing at a full door must not cost more than admitting: under overload it is all that
 * a board does.
 */
export async function submissions(world: World, floor: Floor): Promise<Scenario> {
  const room = await anAskedBoard(world, 'ROOM');
  const full = await anAskedBoard(world, 'FULLDOOR', depthOfFull);
  await letWait(world, full, depthOfFull);
  const accepted = { board: room, pieces: { most, ready: () => letNobodyWait(world, room) } };
  const refused = { board: full, leaves: { events: 0, refusals: 1 } as const };
  return {
    name: 'submissions',
    world,
    board: room,
    eventsAnAnswer: 1,
    base: { ...inSql(floor, room, (outcome) => 'body' in outcome), ...accepted },
    others: [
      { ...overHttp('API', world, room, 201), ...accepted },
      {
        ...inSql(floor, full, (outcome) => outcome.refused === 'intake-queue-full'),
        ...refused,
        name: 'floor, refused',
      },
      { ...overHttp('API, refused', world, full, 429), ...refused },
    ],
  };
}

function overHttp(name: string, world: World, board: BenchBoard, status: number): Contender {
  return apiClients(name, world, () => () => {
    return { method: 'POST', path: `${board.path}/requests`, status, body: request };
  });
}

function inSql(
  floor: Floor,
  board: BenchBoard,
  isRight: (outcome: object & { refused?: string }) => boolean,
) {
  const submission = JSON.stringify({ ...request, ...workedOut() });
  return floorClients(
    floor,
    'submit',
    () => () => [...floor.callerOf(board, roles.ofAskers), randomUUID(), submission, ...noKey, null],
    ({ outcome }) => isRight(outcome),
  );
}

/** What the API computes from the board's policy before its statement; here once for all calls. */
function workedOut(): object {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  return {
    remindAt: inHours(48),
    answerBy: inHours(72),
    expiresAt: inHours(144),
    shed: { until: inHours(168).slice(0, 10), message: 'More came in than the team can answer well.' },
  };
}
