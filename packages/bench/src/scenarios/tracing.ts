import { type Call, HttpClient } from '../load/http-client.js';
import { startCollector } from '../stack/collector.js';
import { aMovingBoard, callOf, movesOn } from '../stack/moving-board.js';
import type { Stack } from '../stack/stack.js';
import type { World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import type { Scenario } from './scenario.js';

const cards = 200;

/**
 * Moves and reads at instances of the API that differ in their traces only: none, one call in ten, and every call. They run
 * side by side and are measured in turns.
 */
export async function tracing(world: World, stack: Stack): Promise<Scenario[]> {
  const toCollector = { OTEL_EXPORTER_OTLP_ENDPOINT: await startCollector() };
  await stack.startApi();
  const plain = { name: 'no traces', origin: stack.origin, server: stack.api() };
  const sampled = {
    name: 'one call in ten',
    ...(await stack.startAnother({ ...toCollector, OTEL_TRACES_SAMPLER_ARG: '0.1' })),
  };
  const traced = {
    name: 'every call',
    ...(await stack.startAnother({ ...toCollector, OTEL_TRACES_SAMPLER: 'always_on' })),
  };
  const board = await aMovingBoard(world, 'TRACED', { Doing: cards / 2, Review: cards / 2 });
  const moves = await movesOn(board);
  const read: Call = { method: 'GET', path: board.path, status: 200 };
  // Each instance reads the board once before it has it in memory.
  for (const { origin } of [plain, sampled, traced]) {
    const client = new HttpClient(origin, world.token);
    await client.send(read);
    await client.close();
  }
  const scenario = (name: string, calls: (n: number, of: number) => () => Call, eventsAnAnswer: 0 | 1) => {
    const at = ({ name, origin, server }: typeof plain) => ({
      ...apiClients(name, world, calls, origin),
      api: server,
    });
    return { name, world, board, eventsAnAnswer, base: at(plain), others: [at(sampled), at(traced)] };
  };
  const nextMove = (n: number, of: number) => {
    const next = moves(n, of);
    return () => callOf(board, next());
  };
  return [
    scenario('moves with traces', nextMove, 1),
    scenario(`reads of ${cards} cards with traces`, () => () => read, 0),
  ];
}
