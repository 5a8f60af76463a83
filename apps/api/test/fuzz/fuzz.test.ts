import { expect, test } from '@jest/globals';
import { callsWanted, isDeep, onlyProgram, seed } from '../model/depth.js';
import { theApi } from '../support/api.js';
import type { Answer } from '../support/person.js';
import { type Call, Calls } from './calls.js';
import { faultsOf } from './checks.js';
import { Draw } from './draw.js';
import { type Document, type Operation, operationsOf } from './operations.js';
import { aVault, aWorld, brokenLimits, rowsOf, type Vault, type World } from './world.js';

// Random calls drawn from the OpenAPI document, by callers of every kind. What a call names was mostly in earlier answers.
// Programs of calls are played in workspaces of their own, so that one can be played again alone.
const callsOfProgram = 250;
const players = 3;
/** The calls that a failure shows before the one that failed. */
const shownBefore = 12;
/** A run stops after this many different faults. */
const maxFailures = 40;

const api = theApi({
  WEIR_TRUSTED_PROXIES: '1',
  WEIR_SMTP_URL: 'smtp://127.0.0.1:9',
  WEIR_MAIL_FROM: 'Weir <weir@weir.test>',
});

/** How often each call got which status. */
type Tally = Map<string, Map<number, number>>;

test(
  `${callsWanted} random calls by all callers get documented answers and nothing of another workspace`,
  async () => {
    const document = (await api.nobody.get<Document>('/v1/openapi.json')).body;
    const operations = operationsOf(document);
    const vault = await aVault(api);
    const untouched = await rowsOf(api, 'other');
    const tally: Tally = new Map();
    const programs = Array.from({ length: Math.ceil(callsWanted / callsOfProgram) }, (_, n) => n).filter(
      (n) => onlyProgram === null || n === onlyProgram,
    );
    const failures = new Map<string, string>();
    const player = async () => {
      for (let n = programs.shift(); n !== undefined && failures.size < maxFailures; n = programs.shift())
        for (const [what, story] of await play(n, document, operations, vault, tally))
          if (!failures.has(what)) failures.set(what, story);
    };
    await Promise.all(Array.from({ length: players }, player));

    if (isDeep) process.stdout.write(tableOf(tally));
    expect([...failures.values()].join('\n\n')).toBe('');
    expect(await rowsOf(api, 'other')).toEqual(untouched);
    if (!isDeep || onlyProgram !== null) return;
    expect(tally.size).toBe(operations.length);
    const never = neverDone(operations, tally);
    process.stdout.write(`never done: ${never.join(', ')}\n`);
    expect(never.length).toBeLessThan(operations.length / 5);
  },
  60_000 + callsWanted * 200,
);

/** Plays one program. Returns what was wrong, each once with the calls before it. */
async function play(
  n: number,
  document: Document,
  operations: Operation[],
  vault: Vault,
  tally: Tally,
): Promise<Map<string, string>> {
  const world = await aWorld(api, `${n}`, vault, new Draw(seed + n));
  const calls = new Calls({
    ...{ operations, document, workspace: world.slug, today: api.clock.now() },
    ...{ callers: world.callers, seen: world.seen, foreign: vault.seen },
  });
  const log: string[] = [];
  const failures = new Map<string, string>();
  const fail = (where: string, what: string) => {
    const story = `WEIR_MODEL_SEED=${seed} WEIR_FUZZ_PROGRAM=${n}: ${what}, at the last of\n${log.slice(-shownBefore).join('\n')}`;
    failures.set(`${where} ${what.slice(0, 80)}`, story);
  };
  for (let at = 0; at < Math.min(callsOfProgram, callsWanted); at += 1) {
    const call = calls.next(new Draw((seed + n) * 1_000_003 + at));
    log.push(lineOf(call));
    try {
      const answer = await api.nobody.send(call.method, call.path, call.body, call.headers);
      log.push(`    ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 300)}`);
      count(tally, call, answer);
      // Nothing else works on a board that some call archived.
      if ((answer.body as { code?: string }).code === 'board-archived') await restore(world, call.path);
      for (const fault of faultsOf(call, answer, world, vault)) fail(call.operation.id, fault);
      const learner = call.by.isOfOther && call.path.includes('/workspaces/other') ? vault.seen : world.seen;
      learner.learn(call.path, answer.body, answer.headers.get('etag'));
    } catch (error) {
      fail(call.operation.id, (error as Error).message);
    }
  }
  const broken = await brokenLimits(api, world);
  if (broken.length > 0) fail('limits', `limits were exceeded: ${JSON.stringify(broken)}`);
  return failures;
}

function lineOf({ by, method, path, body, headers }: Call): string {
  const { authorization: _, 'x-forwarded-for': __, ...sent } = headers;
  return `  ${by.name}: ${method} ${path} ${JSON.stringify(sent)} ${JSON.stringify(body)?.slice(0, 500) ?? ''}`;
}

function count(tally: Tally, { operation, method }: Call, { status }: Answer): void {
  const name = `${method} ${operation.id}`;
  const statuses = tally.get(name) ?? new Map<number, number>();
  tally.set(name, statuses.set(status, (statuses.get(status) ?? 0) + 1));
}

async function restore({ auditor }: World, path: string): Promise<void> {
  const [board] = /^.*?\/boards\/[^/]+/.exec(path) ?? [];
  if (board) await auditor.patch(board, { archived: false });
}

/** The calls that were never done. Some need a device, a provider or a mail. */
function neverDone(operations: Operation[], tally: Tally): string[] {
  const done = (id: string, method: string) =>
    [...(tally.get(`${method} ${id}`)?.keys() ?? [])].some((status) => status < 300);
  return operations.filter(({ id, method }) => !done(id, method)).map(({ id }) => id);
}

function tableOf(tally: Tally): string {
  const rows = [...tally].toSorted().map(([name, statuses]) => {
    const parts = [...statuses].toSorted(([one], [other]) => one - other);
    return `  ${name}: ${parts.map(([status, times]) => `${times} × ${status}`).join(', ')}\n`;
  });
  const calls = [...tally.values()]
    .flatMap((statuses) => [...statuses.values()])
    .reduce((sum, n) => sum + n, 0);
  return `${calls} calls, seed ${seed}:\n${rows.join('')}`;
}
