import { setTimeout as pause } from 'node:timers/promises';
import { HttpClient } from '../load/http-client.js';
import { Viewer } from '../load/viewer.js';
import type { BenchBoard, World } from '../stack/world.js';
import type { Contender, Scenario } from './scenario.js';

const viewers = 60;
/** Milliseconds between two moves: twenty a second, however many clients there are. */
const pace = 50;

/**
 * A board of 200 cards changes twenty times a second: without a viewer, and with sixty of them. A move has its answer when
 * the last viewer has received its event. The difference in CPU, divided by the viewers, is the cost of a delivered change.
 */
export async function watchedMoves(world: World): Promise<Scenario> {
  const limit = { max: 200, mode: 'block' as const };
  const board = await world.makeBoard(
    'WATCHED',
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit },
      { name: 'Review', kind: 'active', limit },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: 100, Doing: 50, Review: 50 },
  );
  const numbers = [...(await board.numbersIn('Doing')), ...(await board.numbersIn('Review'))];
  const moves = movesOf(board, numbers);
  return {
    name: 'twenty moves a second',
    world,
    board,
    eventsAnAnswer: 1,
    base: watched('no viewer', world, board, moves, 0),
    others: [watched(`${viewers} viewers`, world, board, moves, viewers)],
  };
}

function movesOf(board: BenchBoard, numbers: number[]) {
  const columns = [board.columns.Doing!, board.columns.Review!];
  const inReview = new Set(numbers.slice(numbers.length / 2));
  let at = 0;
  return () => {
    const number = numbers[at++ % numbers.length]!;
    const isThere = inReview.delete(number);
    if (!isThere) inReview.add(number);
    const body = { columnId: columns[isThere ? 0 : 1] };
    return { method: 'PUT' as const, path: `${board.path}/cards/${number}/position`, status: 200, body };
  };
}

function watched(
  name: string,
  world: World,
  board: BenchBoard,
  nextMove: ReturnType<typeof movesOf>,
  count: number,
): Contender {
  return {
    name,
    open() {
      const client = new HttpClient(world.origin, world.token);
      const streams = Array.from({ length: count }, () => new Viewer(world.origin, world.token, board.path));
      let next = performance.now();
      const move = async () => {
        next = Math.max(next + pace, performance.now());
        await pause(Math.max(0, next - performance.now()));
        const { boardSeq } = await client.send(nextMove());
        if (boardSeq === undefined) throw new Error('a move has no Board-Seq');
        await Promise.all(streams.map((stream) => stream.has(boardSeq)));
      };
      const before = () => Promise.all(streams.map((stream) => stream.opened()));
      return {
        clients: [Object.assign(move, { before })],
        ...(count > 0 && { received: () => streams.reduce((sum, { bytes }) => sum + bytes, 0) / count }),
        close: () => {
          for (const stream of streams) stream.close();
          return client.close();
        },
      };
    },
  };
}
