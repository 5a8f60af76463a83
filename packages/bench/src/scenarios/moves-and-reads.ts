import { type Answer, HttpClient } from '../load/http-client.js';
import { aMovingBoard, callOf, movesOn } from '../stack/moving-board.js';
import type { BenchBoard, World } from '../stack/world.js';
import type { Contender, Scenario } from './scenario.js';

/** Milliseconds without a call after which the other contender has run. */
const aBreak = 400;

/**
 * A move and then a read of that board, in turn: by the whole board, and by what changed since the seq that the client has.
 * The two together are one answer in the report. Each client moves its own cards.
 */
export async function movesAndReads(world: World, cards: number): Promise<Scenario> {
  const board = await aMovingBoard(world, `TURN${cards}`, {
    Ready: cards / 2,
    Doing: cards / 4,
    Review: cards / 4,
  });
  const moves = await movesOn(board);
  const inTurn = (name: string, pathOf: (seq: number) => string): Contender => ({
    name,
    open(clients) {
      const connections = Array.from({ length: clients }, () => new HttpClient(world.origin, world.token));
      return {
        clients: connections.map((client, n) => {
          const next = moves(n, clients);
          let seq: number | undefined;
          let answeredAt = 0;
          return async () => {
            // While the other contender ran, more happened than `changes` goes back.
            if (seq === undefined || performance.now() - answeredAt > aBreak)
              seq = await seqOf(client, board);
            await client.send(callOf(board, next()));
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
