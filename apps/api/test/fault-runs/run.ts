import type { Board, CreatedApiToken } from '@weir/contract';
import { ResumingStream } from '@weir/history';
import type { DatabaseError } from 'pg';
import { statements } from '../events/rebuilding/plain-statements.js';
import { aWorkspace, readBoard, type Workspace } from '../model/workspace.js';
import type { World } from '../model/world.js';
import { worldNow } from '../model/world-now.js';
import type { Name } from '../support/people.js';
import { type Decided, decide } from './client.js';
import { nameOf, type Plan, type PlannedWrite, type Round } from './plan.js';
import { untilRead } from './reading.js';
import type { Stack } from './stack.js';
import { type Lease, type SentWrite, writeOf } from './writes.js';

/** A write with its final answer. */
export type Answered = { name: string; key: string; token: string; sent: SentWrite; decided: Decided };
/** The results of a run, as its clients saw them. `troubles`: sentences about answers that no client should get. */
export type Run = {
  plan: Plan;
  workspace: Workspace;
  answered: Answered[];
  /** The faults and the answers, in order, for a reader. */
  log: string[];
  troubles: string[];
  /** Reads that showed less than was acknowledged before. */
  staleReads: string[];
  /** The seq of each board before the run. */
  begun: Map<string, number>;
  streams: ResumingStream[];
};

const clients = 8;
const streamsOfABoard = 2;
/** The statuses that a write may get. No fault may end a session, so 401 is not one of them. */
const allowed = [200, 201, 204, 403, 404, 409, 412, 422, 429];
/** Statements whose effects a job of the API completes later. */
const later = /request_waits|recurring_cards|limit_trials/;
const plain = statements.filter((make) => !later.test(make(0)));
/** The errors that plain SQL may get: a refusal by a rule or a key, a deadlock, or the end of the connection by a fault. */
const expectedCodes = /^(WIP00|23\d{3}|40P01|40001|57P0\d|08\d{3}|55P03)$/;

/** Plays a plan in a new workspace. Resolves when all its faults are over and every write is decided. Its streams stay open. */
export async function play(stack: Stack, plan: Plan): Promise<Run> {
  for (const instance of stack.instances) instance.setClock(0);
  const workspace = await untilRead(() => aWorkspace(stack));
  const tokens = await untilRead(() => tokensOf(stack, workspace));
  const streams = await untilRead(() => openStreams(stack, workspace));
  const run: Run = {
    ...{ plan, workspace, answered: [], log: [], troubles: [], staleReads: [] },
    streams,
    begun: new Map(streams.map(({ received }) => [received.board, received.seq])),
  };
  const leases: Lease[] = [];
  const begun = performance.now();
  const say = (line: string) =>
    run.log.push(`${(performance.now() - begun).toFixed(0).padStart(6)} ms ${line}`);
  for (const [n, round] of plan.rounds.entries()) {
    const world = await untilRead(() => worldNow(stack, workspace));
    await playRound(n, round, world);
  }
  return run;

  async function playRound(n: number, { writes, faults }: Round, world: World): Promise<void> {
    const waiting = [...writes.entries()];
    let breaking = Promise.resolve();
    const client = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, planned] = next;
        for (const { fault } of faults.filter((each) => each.at === at))
          breaking = breaking.then(async () => {
            say(`fault: ${nameOf(fault)}`);
            await stack
              .break(fault)
              .catch((error: Error) => run.troubles.push(`${nameOf(fault)}: ${error.message}`));
            say(`over: ${nameOf(fault)}`);
          });
        await playOne(`${n}-${at}`, planned, world);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    await breaking;
  }

  async function playOne(at: string, planned: PlannedWrite, world: World): Promise<void> {
    const { does } = planned;
    try {
      if (does.as === 'sql') await writePlainly(at, does.statement, does.number);
      else if (does.as === 'read') await read(planned, does.number);
      else await write(at, planned, world);
    } catch (error) {
      run.troubles.push(
        `#${at} ${does.as === 'command' ? does.step.kind : does.as}: ${(error as Error).message}`,
      );
    }
  }

  async function write(at: string, planned: PlannedWrite, world: World): Promise<void> {
    const sent = writeOf(planned, `${plan.seed}-${at}`, world, workspace, leases);
    if (!sent) return;
    const token = (planned.byToken && tokens[sent.who]) || stack.people[sent.who].token;
    const key = `seed-${plan.seed}-${at}`;
    const name = `#${at} ${stack.people[sent.who].name}: ${sent.method} ${workspace.keys[sent.at]}${sent.path}`;
    const tries = [{ token, key, first: planned.instance, cut: planned.cut }];
    if (planned.twice) tries.push({ token, key, first: planned.instance + 1, cut: null });
    const decided = await Promise.all(tries.map((each) => decide(stack, pathOf(sent), sent, each)));
    for (const each of decided) {
      run.answered.push({ name, key, token, sent, decided: each });
      if (!allowed.includes(each.status))
        run.troubles.push(`${name} was answered ${each.status} ${each.body.code}`);
      say(
        `${name} → ${each.status} ${each.body.code ?? ''} ${each.seq === null ? '' : `seq ${each.seq}`}${each.lost ? `, ${each.lost} answers lost` : ''}`,
      );
      const { card, lease } = each.body as { card?: { number: number }; lease?: { token?: number } };
      if (each.status === 201 && lease?.token && card)
        leases.push({ at: sent.at, card: card.number, token: lease.token });
    }
  }

  /** Reads a board. Its state must not be older than that of any answer before. */
  async function read({ instance }: PlannedWrite, number: number): Promise<void> {
    const board = workspace.keys[number % 2]!;
    const known = Math.max(
      0,
      ...run.answered.map(({ sent, decided }) =>
        workspace.keys[sent.at] === board ? (decided.seq ?? 0) : 0,
      ),
    );
    const { token } = stack.people.secondMember;
    const path = `${workspace.path}/${board}`;
    const answer = await decide(
      stack,
      path,
      { method: 'GET' },
      { token, key: `read-${number}`, first: instance, cut: null },
    );
    const seq = (answer.body as Board).seq;
    if (answer.status !== 200) run.troubles.push(`a read of ${board} was answered ${answer.status}`);
    else if (seq < known)
      run.staleReads.push(`${board} was read at seq ${seq} after a write at ${known} was acknowledged`);
  }

  async function writePlainly(at: string, statement: number, number: number): Promise<void> {
    const board = workspace.keys[number % 2];
    const text = plain[statement % plain.length]!(number);
    try {
      const { rowCount } = await stack.pool.query(text, [board, workspace.path.split('/')[3]]);
      say(`#${at} plain SQL on ${board}: ${rowCount} rows of ${text.replace(/\s+/g, ' ').slice(-90)}`);
    } catch (error) {
      const { code, message } = error as DatabaseError;
      // Without a code the connection was cut.
      if (code && !expectedCodes.test(code) && !/^E[A-Z]+$/.test(code))
        throw new Error(`${code} ${message}: ${text}`);
      say(`#${at} plain SQL on ${board}: ${code} ${message}`);
    }
  }

  function pathOf({ at, path }: SentWrite): string {
    return `${workspace.path}/${workspace.keys[at]}${path}`;
  }
}

/** API tokens of some of the people. */
async function tokensOf({ people }: Stack, { path }: Workspace): Promise<Partial<Record<Name, string>>> {
  const all: Partial<Record<Name, string>> = {};
  for (const name of ['manager', 'member'] as const) {
    const scopes = ['read', 'cards', 'intake', 'manage'];
    const body = { name: `Token of ${name}`, scopes };
    const made = await people[name].post<CreatedApiToken>(path.replace(/boards$/, 'tokens'), body);
    if (made.status !== 201) throw new Error(`no token: ${JSON.stringify(made.body)}`);
    all[name] = made.body.token;
  }
  return all;
}

/** Streams of each board. They begin at different instances, and continue at the next one after each cut. */
async function openStreams(stack: Stack, workspace: Workspace): Promise<ResumingStream[]> {
  const { token } = stack.people.member;
  const boards = await Promise.all(
    workspace.keys.map(async (key) => ({ key, seq: (await readBoard(stack, workspace, key)).seq })),
  );
  return boards.flatMap(({ key, seq }) =>
    Array.from({ length: streamsOfABoard }, (_, n) => {
      let turn = n;
      const next = () => {
        const { name, origin } = stack.instances[turn % stack.instances.length]!;
        turn += 1;
        return { name, origin };
      };
      const path = `${workspace.path}/${key}`;
      return new ResumingStream({ next, token, path, board: key, seq, isPatient: true });
    }),
  );
}
