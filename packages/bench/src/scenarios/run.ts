import type { Server } from '@weir/stack';
import { closedLoop, type Work } from '../load/closed-loop.js';
import { latencyOf } from '../measure/percentiles.js';
import { cpuOf, cpuOfFamily, memoryOf, memoryOfFamily } from '../measure/processes.js';
import type { Options } from '../options.js';
import type { Measurement } from '../report/report.js';
import type { Stack } from '../stack/stack.js';
import type { BenchBoard } from '../stack/world.js';
import { bareSchema } from './contenders/bare-floor.js';
import type { Contender, Leaves, Place, Scenario } from './scenario.js';

type Cpu = { api: number; postgres: number; bench: number } | null;
type Slice = { latencies: number[]; seconds: number; cpu: Cpu; received: number | null };

/** Calls before the measurement: they open connections, prepare statements and compile code. */
const warmUp = 1.5;

/** Measures all contenders in turns, so that other load on the machine affects all of them. */
export async function runScenario(
  scenario: Scenario,
  clients: number,
  { seconds, rounds }: Options,
  stack: Stack,
): Promise<Measurement[]> {
  const contenders = [scenario.base, ...scenario.others].map((contender) => {
    const {
      name,
      board = scenario.board,
      isBare = false,
      pieces,
      at = { world: scenario.world, stack },
    } = contender;
    const api = contender.api ?? at.stack.api();
    const leaves = contender.leaves ?? { events: scenario.eventsAnAnswer, refusals: 0 };
    return {
      name,
      board,
      isBare,
      leaves,
      pieces,
      api,
      at,
      slices: [] as Slice[],
      ...contender.open(clients),
    };
  });
  try {
    for (const contender of contenders) await turn(scenario, contender, Math.min(warmUp, seconds));
    for (let round = 0; round < rounds; round += 1) {
      for (const contender of contenders) {
        contender.slices.push(...(await turn(scenario, contender, seconds / rounds)));
      }
    }
  } finally {
    await Promise.all(contenders.map((contender) => contender.close()));
  }

  const [base, ...others] = contenders.map(({ name, slices, api, at }) => {
    const memory = { api: memoryOf(api.pid), postgres: memoryOfFamily(at.stack.postgres.pid()) };
    return { scenario: scenario.name, contender: name, clients, ...sumOf(slices), ratio: null, memory };
  });
  return [
    { ...base!, memory: null },
    ...others.map((each) => ({ ...each, ratio: each.perSecond / base!.perSecond })),
  ];
}

type Running = {
  board: BenchBoard;
  isBare: boolean;
  api: Server;
  at: Place;
  leaves: Leaves;
  pieces: Contender['pieces'];
  clients: Work[];
  received?: () => number;
};

/** Seconds of one piece, or of as many pieces as needed. */
async function turn(scenario: Scenario, running: Running, seconds: number): Promise<Slice[]> {
  const slices: Slice[] = [];
  for (let left = seconds; left > 0; left -= slices.at(-1)!.seconds) {
    await running.pieces?.ready();
    slices.push(await slice(scenario, running, left));
  }
  return slices;
}

async function slice(scenario: Scenario, running: Running, seconds: number): Promise<Slice> {
  const { pieces, clients, received } = running;
  const before = await stateOf(running);
  const receivedBefore = received?.() ?? null;
  const cpuBefore = cpuNow(running);
  const loop = await closedLoop(clients, seconds, pieces?.most);
  const cpuAfter = cpuNow(running);
  await assertKept(scenario, running, before, loop.latencies.length);
  return {
    ...loop,
    cpu: cpuAfter && cpuBefore && less(cpuAfter, cpuBefore),
    received: received && receivedBefore !== null ? received() - receivedBefore : null,
  };
}

type State = { seq: string; events: number; last: string; over: number; refused: number };

async function stateOf({ at: { world }, board, isBare }: Running): Promise<State> {
  const schema = isBare ? bareSchema : 'public';
  const [state] = await world.query<State>(
    `SELECT k.seq, (SELECT count(*)::int FROM ${schema}.events e WHERE e.workspace_id = $2 AND e.board_id = $1) AS events,
            (SELECT max(e.seq) FROM ${schema}.events e WHERE e.workspace_id = $2 AND e.board_id = $1) AS last,
            (SELECT count(*)::int FROM wip_limits l WHERE l.workspace_id = $2 AND l.board_id = $1 AND weir.load(l) > l.max)
            + (SELECT count(*)::int FROM intakes i WHERE i.workspace_id = $2 AND i.board_id = $1 AND i.depth < (
                 SELECT count(*) FROM requests r WHERE r.workspace_id = $2 AND r.board_id = $1 AND r.answered_at IS NULL)) AS over,
            (SELECT coalesce(sum(d.count), 0)::int FROM door_refusals d WHERE d.workspace_id = $2 AND d.board_id = $1) AS refused
       FROM ${schema}.board_clock k WHERE k.workspace_id = $2 AND k.board_id = $1`,
    [board.id, board.workspaceId],
  );
  return state!;
}

/** Checks that each acknowledged change is one event, numbered without a gap; that refusals at the door are counted; and that no limit or depth is exceeded. */
async function assertKept(
  scenario: Scenario,
  running: Running,
  before: State,
  answers: number,
): Promise<void> {
  const { leaves } = running;
  const after = await stateOf(running);
  const wanted = BigInt(before.seq) + BigInt(answers * leaves.events);
  const said = `${scenario.name}: after ${answers} answers`;
  if (BigInt(after.seq) !== wanted) throw new Error(`${said} the seq is ${after.seq}, not ${wanted}`);
  if (after.last !== after.seq || BigInt(after.events) !== wanted)
    throw new Error(`${said} and seq ${after.seq} there are ${after.events} events up to ${after.last}`);
  const refused = before.refused + answers * leaves.refusals;
  if (after.refused !== refused)
    throw new Error(`${said} ${after.refused} refusals at the door are counted, not ${refused}`);
  if (after.over > 0) throw new Error(`${said} ${after.over} limits are exceeded`);
}

function cpuNow({ api: server, at }: Running): Cpu {
  const api = cpuOf(server.pid);
  const postgres = cpuOfFamily(at.stack.postgres.pid());
  const { user, system } = process.cpuUsage();
  return api === null || postgres === null ? null : { api, postgres, bench: (user + system) / 1000 };
}

function less(one: NonNullable<Cpu>, other: NonNullable<Cpu>) {
  return {
    api: one.api - other.api,
    postgres: one.postgres - other.postgres,
    bench: one.bench - other.bench,
  };
}

function sumOf(slices: Slice[]): Pick<Measurement, 'answers' | 'perSecond' | 'latency' | 'cpu' | 'bytes'> {
  const latencies = slices.flatMap((each) => each.latencies);
  const seconds = slices.reduce((sum, each) => sum + each.seconds, 0);
  const answers = latencies.length;
  const each = (who: 'api' | 'postgres' | 'bench') =>
    slices.reduce((sum, { cpu }) => sum + (cpu?.[who] ?? 0), 0) / answers;
  const cpu = slices.every((slice) => slice.cpu)
    ? { api: each('api'), postgres: each('postgres'), bench: each('bench') }
    : null;
  const bytes = slices.every(({ received }) => received !== null)
    ? slices.reduce((sum, { received }) => sum + (received ?? 0), 0) / answers
    : null;
  return { answers, perSecond: answers / seconds, latency: latencyOf(latencies), cpu, bytes };
}
