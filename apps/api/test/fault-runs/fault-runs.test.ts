import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { faultRounds, faultSeeds, isDeep, ordinarySeeds } from '../model/depth.js';
import { judged } from './judge.js';
import { instances, nameOf, planOf } from './plan.js';
import type { Run } from './run.js';
import { Stack } from './stack.js';

// Writes and faults that follow from a seed, on a whole stack. Then the history is judged from outside. docs/fault-runs.md describes
// a run, and the parts of it that a seed repeats.

const stack = new Stack();
beforeAll(() => stack.start(instances));
afterAll(() => stack.stop());

test('the plan of a run follows from its seed alone, and a shorter run is the beginning of a longer one', () => {
  expect(planOf(7, 3)).toEqual(planOf(7, 3));
  expect(planOf(7, 1).rounds).toEqual(planOf(7, 3).rounds.slice(0, 2));
  expect(planOf(8, 1)).not.toEqual(planOf(7, 1));
});

test('an ordinary run kills the API and the database, freezes, moves a clock and cuts connections', () => {
  const kinds = ordinarySeeds.flatMap((seed) =>
    planOf(seed, 1).rounds[1]!.faults.map(({ fault }) => fault.kind),
  );
  expect(kinds.toSorted()).toEqual([
    ...['cutClients', 'cutDatabase', 'freezeDatabase', 'killApi', 'killDatabase', 'moveClock'],
  ]);
});

test(
  `${faultSeeds.length} runs under faults keep every limit, every acknowledged write and a complete history`,
  async () => {
    for (const seed of faultSeeds) {
      const { run, broken, milliseconds } = await judged(stack, planOf(seed, faultRounds));
      if (broken) throw new Error([replayOf(seed), broken, 'The run:', ...run.log].join('\n'));
      if (isDeep) process.stdout.write(`${summaryOf(run)}, ${(milliseconds / 1000).toFixed(1)} s\n`);
    }
  },
  faultSeeds.length * 240_000,
);

function replayOf(seed: number): string {
  return `Replay: WEIR_FAULT_SEED=${seed} WEIR_FAULT_ROUNDS=${faultRounds} npx -y pnpm --filter @weir/api test fault-runs`;
}

function summaryOf({ plan, answered, streams }: Run): string {
  const done = answered.filter(({ decided }) => decided.status < 300).length;
  const lost = answered.reduce((sum, { decided }) => sum + decided.lost, 0);
  const resumed = streams.reduce((sum, { reconnections }) => sum + reconnections, 0);
  const faults = plan.rounds.flatMap((round) => round.faults.map(({ fault }) => nameOf(fault)));
  return `seed ${plan.seed}: ${faults.join(', ')}; ${answered.length} answers, ${done} of them done, ${lost} lost, ${resumed} streams resumed`;
}
