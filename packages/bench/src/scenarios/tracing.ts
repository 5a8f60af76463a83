import { HttpClient } from '../load/http-client.js';
import type { Collector } from '../stack/collector.js';
import type { Instance, Stack } from '../stack/stack.js';
import type { World } from '../stack/world.js';
import { apiClients } from './api-clients.js';
import type { Contender, Scenario } from './scenario.js';

const cards = 200;

/**
 * Moves and reads at instances of the API that differ in their traces only: none, one call in ten, and every call. They run
 * side by side and are measured in turns.
 */
export async function tracing(world: World, stack: Stack, collector: Collector): Promise<Scenario[]> {
  const plain: Instance = { origin: stack.origin, server: stack.api() };
  const sampled = await stack.startAnother({
    ...collector.settings,
    OTEL_TRACES_SAMPLER_ARG: '0.1',
  });
  const traced = await stack.startAnother({ ...collector.settings, OTEL_TRACES_SAMPLER: 'always_on' });
  const limit = { max: cards, mode: 'block' as const };
  const board = await world.makeBoard(
    'TRACED',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit },
      { name: 'Review', kind: 'active', limit },
      { name: 'Done', kind: 'done' },
    ],
    { Doing: cards / 2, Review: cards / 2 },
  );
  const { Doing: doing, Review: review } = board.columns as { Doing: string; Review: string };
  const columnOf = new Map<number, string>();
  for (const number of await board.numbersIn('Doing')) columnOf.set(number, doing);
  for (const number of await board.numbersIn('Review')) columnOf.set(number, review);

  const at = (
    name: string,
    { origin, server }: Instance,
    calls: Parameters<typeof apiClients>[2],
  ): Contender => ({
    ...apiClients(name, world, calls, origin),
    api: server,
  });
  const moves = (n: number, of: number) => {
    const own = [...columnOf.keys()].filter((_, index) => index % of === n);
    let next = 0;
    return () => {
      const number = own[next++ % own.length]!;
      const columnId = columnOf.get(number) === doing ? review : doing;
      columnOf.set(number, columnId);
      const path = `${board.path}/cards/${number}/position`;
      return { method: 'PUT' as const, path, status: 200, body: { columnId } };
    };
  };
  const read = { method: 'GET' as const, path: board.path, status: 200 };
  const among = (name: string, calls: typeof moves | (() => () => typeof read), eventsAnAnswer: 0 | 1) => ({
    name,
    world,
    board,
    eventsAnAnswer,
    base: at('no traces', plain, calls),
    others: [at('one call in ten', sampled, calls), at('every call', traced, calls)],
  });
  // Each instance reads the board once before it has it in memory.
  for (const { origin } of [plain, sampled, traced]) {
    const client = new HttpClient(origin, world.token);
    await client.send(read);
    await client.close();
  }
  return [
    among('moves with traces', moves, 1),
    among(`reads of ${cards} cards with traces`, () => () => read, 0),
  ];
}
