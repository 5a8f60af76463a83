import { type Answer, HttpClient } from '../load/http-client.js';
import type { BenchBoard, World } from '../stack/world.js';
import type { Contender, Scenario } from './scenario.js';

/** Milliseconds without a call after which the other contender has run. */
const aBreak = 400;

/**
 * A move and then a read of that board, in turn: by the whole board, and by what changed since the seq that the client has.
 * The two together are one answer in the report. Each client moves its own cards.
 */
export async function movesAndReads(world: World, cards: number): Promise<Scenario> {
  const limit = { max: cards, mode: 'block' as const };
  const board = await world.makeBoard(
    `TURN${cards}`,
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit },
      { name: 'Review', kind: 'active', limit },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: cards / 2, Doing: cards / 4, Review: cards / 4 },
  );
  const columns = [board.columns.Doing!, board.columns.Review!];
  const columnOf = new Map<number, number>();
  for (const number of await board.numbersIn('Doing')) columnOf.set(number, 0);
  for (const number of await board.numbersIn('Review')) columnOf.set(number, 1);
  const move = (client: HttpClient, number: number) => {
    const to = 1 - columnOf.get(number)!;
    columnOf.set(number, to);
    const body = { columnId: columns[to] };
    return client.send({ method: 'PUT', path: `${board.path}/cards/${number}/position`, status: 200, body });
  };
  const inTurn = (name: string, pathOf: (seq: number) => string): Contender => ({
    name,
    open(clients) {
      const connections = Array.from({ length: clients }, () => new HttpClient(world.origin, world.token));
      return {
        clients: connections.map((client, n) => {
          const own = [...columnOf.keys()].filter((_, at) => at % clients === n);
          let at = 0;
          let seq: number | undefined;
          let answeredAt = 0;
          return async () => {
            // While the other contender ran, more happened than `changes` goes back.
            if (seq === undefined || performance.now() - answeredAt > aBreak)
              seq = await seqOf(client, board);
            await move(client, own[at++ % own.length]!);
            const { boardSeq } = await client.send({ method: 'GET', path: pathOf(seq), status: 200 });
            seq = boardSeq ?? seq;
            answeredAt = performance.now();
          };
        }),
        close: () => Promise.all(connections.map((connection) => connection.close())),
      };
    },
  });
  return {
    name: `a move and a read of ${cards} cards`,
    world,
    board,
    eventsAnAnswer: 1,
    base: inTurn('whole board', () => board.path),
    others: [inTurn('changes', (seq) => `${board.path}/changes?after=${seq}`)],
  };
}

async function seqOf(client: HttpClient, { path }: BenchBoard): Promise<number> {
  const { boardSeq }: Answer = await client.send({ method: 'GET', path, status: 200 });
  if (boardSeq === undefined) throw new Error(`${path} has no ETag with a seq`);
  return boardSeq;
}
