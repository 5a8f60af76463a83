import { setTimeout as pause } from 'node:timers/promises';
import { HttpClient } from '../load/http-client.js';
import { Viewer } from '../load/viewer.js';
import { aMovingBoard, callOf, type Move, movesOn } from '../stack/moving-board.js';
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
  const board = await aMovingBoard(world, 'WATCHED', { Ready: 100, Doing: 50, Review: 50 });
  const nextMove = (await movesOn(board))(0, 1);
  return {
    name: 'twenty moves a second',
    world,
    board,
    eventsAnAnswer: 1,
    base: watched('no viewer', world, board, nextMove, 0),
    others: [watched(`${viewers} viewers`, world, board, nextMove, viewers)],
  };
}

function watched(
  name: string,
  world: World,
  board: BenchBoard,
  nextMove: () => Move,
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
        const { boardSeq } = await client.send(callOf(board, nextMove()));
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
