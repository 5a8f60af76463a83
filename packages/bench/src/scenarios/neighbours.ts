import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Work } from '../load/closed-loop.js';
import { HttpClient } from '../load/http-client.js';
import { aMovingBoard, callOf, type Move, movesOn } from '../stack/moving-board.js';
import type { BenchBoard, World } from '../stack/world.js';
import type { Contender, Scenario } from './scenario.js';

const flood = fileURLToPath(new URL('../../dist/load/flood.js', import.meta.url));
const parallel = 1300;
/** Milliseconds between two answers of the caller who works: what the points of a person allow for a while. */
const pace = 40;

/**
 * One person moves a card and reads the board, again and again: alone, and beside a token that keeps 1,300 reads open at once and
 * never waits. First only the shares of callers bound the token, then its points too: then nearly all that it sends is refused.
 * The API has its own bounds here, which the other scenarios switch off.
 */
export async function besideAFlood(world: World): Promise<Scenario[]> {
  const token = await world.tokenOfAProgram('Flood');
  const scenario = async (key: string, name: string, points: string): Promise<Scenario> => {
    const board = await aMovingBoard(world, key, { Ready: 100, Doing: 50, Review: 50 });
    const reads = [board.path, `${board.path}/cards?text=board`, '/v1/workspaces/bench/search?q=something'];
    const neighbour = new Neighbour([world.origin, String(parallel), ...reads], token);
    const work = workOn(world, board, (await movesOn(board))(0, 1));
    return {
      name,
      world,
      board,
      eventsAnAnswer: 1,
      settings: {
        ...{ WEIR_MAX_IN_FLIGHT: '1000', WEIR_TOKEN_POINTS: points },
        ...{ WEIR_PERSON_POINTS: '6000', WEIR_WORKSPACE_POINTS: points === '0' ? '0' : '60000' },
      },
      base: { ...work('alone'), pieces: { most: Number.POSITIVE_INFINITY, ready: () => neighbour.leave() } },
      others: [
        {
          ...work(`beside ${parallel} reads`, () => neighbour.leave()),
          pieces: { most: Number.POSITIVE_INFINITY, ready: () => neighbour.come() },
        },
      ],
    };
  };
  return [
    await scenario('SHARES', 'a neighbour without points', '0'),
    await scenario('POINTS', 'a neighbour with points', '3000'),
  ];
}

/** A flood that comes and leaves. */
class Neighbour {
  private child: ChildProcess | undefined;

  constructor(
    private readonly args: string[],
    private readonly token: string,
  ) {}

  async come(): Promise<void> {
    if (this.child) return;
    this.child = fork(flood, this.args, { env: { PATH: process.env.PATH, FLOOD_TOKEN: this.token } });
    await once(this.child, 'message');
  }

  async leave(): Promise<void> {
    const { child } = this;
    if (!child) return;
    this.child = undefined;
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }
}

function workOn(world: World, board: BenchBoard, nextMove: () => Move) {
  return (name: string, end: () => Promise<void> = async () => {}): Contender => ({
    name,
    open() {
      const client = new HttpClient(world.origin, world.token);
      let next = 0;
      const work: Work = async () => {
        await client.send(callOf(board, nextMove()));
        await client.send({ method: 'GET', path: board.path, status: 200 });
      };
      work.before = () => {
        next = Math.max(next + pace, performance.now());
        return pause(Math.max(1, next - performance.now()));
      };
      const close = async () => {
        await end();
        await client.close();
      };
      return { clients: [work], close };
    },
  });
}
