import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { theApi } from '../support/api.js';
import { isDeep, seed, shrinkFor, programsWanted as wanted } from './depth.js';
import { play, type Tally } from './play.js';
import { shortest } from './shrink.js';
import { kinds, passing, programs, type Step } from './steps/steps.js';

// Random programs of all commands against the API and against a plain model of it. A test run plays a few with a
// fixed seed; `pnpm test:deep` plays thousands with a seed that it prints.
const steps = 30;
/** The number of programs played at once, each in its own workspace. */
const players = 4;

const api = theApi();

test(
  `the API and the model agree on every answer of ${wanted} programs of ${steps} commands`,
  async () => {
    const tally: Tally = new Map();
    if (isDeep) process.stdout.write(`${wanted} programs of ${steps} commands, WEIR_MODEL_SEED=${seed}\n`);
    const drawn = fc.sample(programs(steps), { numRuns: wanted, seed });
    const failure = await firstFailure(drawn, (program) => failureOf(program, tally));
    if (failure) throw await shrunk(failure);
    if (isDeep) process.stdout.write(`${tableOf(tally, wanted)}\n`);
    expect([...missingIn(tally), ...(isDeep ? neverPassed(tally) : [])]).toEqual([]);
  },
  wanted * 20_000 + shrinkFor,
);

type Failure = { program: Step[]; error: Error };

/** Plays all programs, some at once, until one fails. */
async function firstFailure(
  drawn: Step[][],
  failureOf: (program: Step[]) => Promise<Error | null>,
): Promise<Failure | null> {
  let failure: Failure | null = null;
  const waiting = [...drawn];
  const player = async () => {
    for (let program = waiting.shift(); program && !failure; program = waiting.shift()) {
      const error = await failureOf(program);
      if (error) failure ??= { program, error };
    }
  };
  await Promise.all(Array.from({ length: players }, player));
  return failure;
}

async function failureOf(program: Step[], tally: Tally): Promise<Error | null> {
  try {
    await play(api, program, tally);
    return null;
  } catch (error) {
    return error as Error;
  }
}

async function shrunk({ program, error }: Failure): Promise<Error> {
  const found = await shortest(program, (fewer) => failureOf(fewer, new Map()), error, shrinkFor);
  return new Error(`WEIR_MODEL_SEED=${seed}: ${found.failure.message}`);
}

/** Every kind of command must have succeeded and been refused, or the agreement says little. */
function missingIn(tally: Tally): string[] {
  return kinds.flatMap((kind) => {
    const outcomes = [...(tally.get(kind)?.keys() ?? [])];
    return [
      ...(outcomes.some((outcome) => outcome.startsWith('2')) ? [] : [`${kind}: never done`]),
      ...(outcomes.some((outcome) => outcome.startsWith('4')) ? [] : [`${kind}: never refused`]),
    ];
  });
}

/** Every kind of command that may override a limit must have done so. */
function neverPassed(tally: Tally): string[] {
  return passing.filter(
    (kind) => ![...(tally.get(kind)?.keys() ?? [])].some((outcome) => outcome.endsWith('by override')),
  );
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
