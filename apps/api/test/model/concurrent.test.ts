import { expect, test } from '@jest/globals';
import { Replay, type ReplayedBoard } from '@weir/history';
import fc from 'fast-check';
import { all, deadlocksOf } from '../races/crowd.js';
import { historyOf } from '../races/history.js';
import { twoInstances } from '../races/instances.js';
import { byId } from './answers.js';
import { isDeep, roundsWanted as rounds, seed } from './depth.js';
import { requestOf } from './http.js';
import type { Command } from './model.js';
import { loadOf } from './rules.js';
import { commandOf, programs } from './steps/steps.js';
import { aWorkspace, readBoard, readOverrideLog, type Workspace } from './workspace.js';
import { worldNow } from './world-now.js';

// The commands of the model's programs, 64 at once over two instances. The answers cannot be predicted, but the
// events give the order in which they took effect, and no event may exceed a limit.
const atOnce = 64;
const allowed = [200, 201, 204, 403, 404, 409, 422, 429];

const { api, second } = twoInstances();

test(
  `${rounds} rounds of ${atOnce} commands at once keep every limit at every event`,
  async () => {
    const deadlocks = await deadlocksOf(api);
    const tally = new Map<string, number>();
    for (let begun = 0; begun < rounds; begun += 5) {
      const workspace = await aWorkspace(api);
      const programsOfRounds = fc.sample(programs(atOnce), {
        numRuns: Math.min(5, rounds - begun),
        seed: seed + begun,
      });
      for (const program of programsOfRounds) {
        const world = await worldNow(api, workspace);
        const commands = program.flatMap((step) => commandOf(step, world) ?? []);
        const statuses = await all(commands.length, (n) => send(n, workspace, commands[n] as Command));
        for (const status of statuses) tally.set(`${status}`, (tally.get(`${status}`) ?? 0) + 1);
      }
      await expectHistoryOf(workspace);
    }
    expect(await deadlocksOf(api)).toBe(deadlocks);
    if (isDeep)
      process.stdout.write(
        `${rounds} rounds of ${atOnce}, seed ${seed}: ${JSON.stringify(Object.fromEntries(tally))}\n`,
      );
  },
  rounds * 30_000,
);

async function send(n: number, { path, keys }: Workspace, command: Command): Promise<number> {
  const { method, path: rest, body } = requestOf(command);
  const caller = (n % 2 === 0 ? api : second).people[command.who];
  const answer = await caller.send(method, `${path}/${keys[command.at]}${rest}`, body);
  const said = `${method} ${keys[command.at]}${rest} ${JSON.stringify(body)}: ${answer.status} ${JSON.stringify(answer.body)}`;
  if (!allowed.includes(answer.status)) throw new Error(said);
  return answer.status;
}

/** Replays the events of both boards: no gap, no limit exceeded without a log entry, and the board as it is now. */
async function expectHistoryOf(workspace: Workspace): Promise<void> {
  const world = await worldNow(api, workspace);
  for (const [at, key] of workspace.keys.entries()) {
    const ledger = await readOverrideLog(api, workspace, key);
    const replay = new Replay();
    const events = await historyOf(api.people.member, `${workspace.path}/${key}`);
    expect(replay.check(events, ledger)).toEqual([]);
    const board = world.boards[at]!;
    expect(comparable(replay.board)).toEqual(comparable(board));
    expect(replay.board.limits.toSorted(byId)).toEqual(board.limits.toSorted(byId));
    const read = await readBoard(api, workspace, key);
    for (const { id, load } of read.limits)
      if (replay.loads().has(id)) expect({ id, load: replay.loads().get(id) }).toEqual({ id, load });
      else
        expect({ id, load: loadOf(world, at, world.personal.find((each) => each.id === id)!) }).toEqual({
          id,
          load,
        });
  }
}

function comparable({ cards, columns, lanes, seq, archived, budget }: ReplayedBoard) {
  const ofNumber = (one: { number: number }, other: { number: number }) => one.number - other.number;
  return {
    seq,
    archived,
    budget,
    columns: columns.toSorted(byId),
    lanes: lanes.toSorted(byId),
    cards: cards.map((card) => ({ ...card, people: card.people.toSorted() })).toSorted(ofNumber),
  };
}
