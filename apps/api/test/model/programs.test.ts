import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Api, anApi } from '../support/api.js';
import { isDeep, seed, shrinks, programsWanted as wanted } from './depth.js';
import { play, type Tally } from './play.js';
import { kinds, programs } from './steps.js';

// Random programs of all commands against the API and against a plain model of what it should do. The test run
// plays a few with a fixed seed; `pnpm test:deep` plays thousands, with a seed that it prints.
const steps = 30;
/** So many programs are played at once, each in a workspace of its own. */
const players = 4;

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

test(
  `the API and the model agree on every answer of ${wanted} programs of ${steps} commands`,
  async () => {
    const tally: Tally = new Map();
    const each = Math.ceil(wanted / players);
    const results = await Promise.all(
      Array.from({ length: players }, (_, player) =>
        fc.check(
          fc.asyncProperty(programs(steps), (program) => play(api, program, tally)),
          { numRuns: each, seed: seed + player, endOnFailure: !shrinks },
        ),
      ),
    );
    for (const { failed, seed, counterexamplePath, errorInstance } of results) {
      if (failed)
        throw new Error(`seed ${seed}, path ${counterexamplePath}\n${(errorInstance as Error)?.message}`);
    }
    if (isDeep) process.stdout.write(`${tableOf(tally, players * each)}\n`);
    expect(missingIn(tally)).toEqual([]);
  },
  wanted * 20_000,
);

/** Each kind of command must have been done and have been refused, or the agreement says little. */
function missingIn(tally: Tally): string[] {
  return kinds.flatMap((kind) => {
    const outcomes = [...(tally.get(kind)?.keys() ?? [])];
    return [
      ...(outcomes.some((outcome) => outcome.startsWith('2')) ? [] : [`${kind}: never done`]),
      ...(outcomes.some((outcome) => outcome.startsWith('4')) ? [] : [`${kind}: never refused`]),
    ];
  });
}

function tableOf(tally: Tally, played: number): string {
  const rows = kinds.map((kind) => {
    const outcomes = [...(tally.get(kind) ?? [])]
      .toSorted()
      .map(([outcome, times]) => `${times} × ${outcome}`);
    return `  ${kind}: ${outcomes.join(', ')}`;
  });
  const commands = [...tally.values()]
    .flatMap((outcomes) => [...outcomes.values()])
    .reduce((sum, n) => sum + n, 0);
  return [`${played} programs, ${commands} commands, seed ${seed}:`, ...rows].join('\n');
}
