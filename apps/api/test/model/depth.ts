/**
 * How much the random tests play: a little with a fixed seed in every run, thousands with a new seed by
 * `pnpm test:deep`. `WEIR_MODEL_SEED`, `WEIR_MODEL_PROGRAMS`, `WEIR_MODEL_ROUNDS`, `WEIR_FUZZ_CALLS` and
 * `WEIR_FUZZ_PROGRAM` set it, to replay a failure; so do `WEIR_FAULT_SEED`, `WEIR_FAULT_RUNS` and `WEIR_FAULT_ROUNDS` for runs under faults.
 */
const { WEIR_DEEP, WEIR_MODEL_SEED, WEIR_MODEL_PROGRAMS, WEIR_MODEL_ROUNDS } = process.env;
const { WEIR_FAULT_SEED, WEIR_FAULT_RUNS, WEIR_FAULT_ROUNDS } = process.env;
const { WEIR_FUZZ_CALLS, WEIR_FUZZ_PROGRAM } = process.env;

export const isDeep = WEIR_DEEP === 'on';
export const seed = Number(WEIR_MODEL_SEED ?? (isDeep ? Date.now() % 2 ** 31 : 20261124));
export const programsWanted = Number(WEIR_MODEL_PROGRAMS ?? (isDeep ? 2000 : 20));
export const roundsWanted = Number(WEIR_MODEL_ROUNDS ?? (isDeep ? 100 : 4));
export const callsWanted = Number(WEIR_FUZZ_CALLS ?? (isDeep ? 50_000 : 150));
/** The only program of calls to play, by its number. */
export const onlyProgram = WEIR_FUZZ_PROGRAM === undefined ? null : Number(WEIR_FUZZ_PROGRAM);
/** The seeds of the runs under faults in an ordinary test run. Together they have six kinds of faults. */
export const ordinarySeeds = [572, 80];
const runs = Number(WEIR_FAULT_RUNS ?? 50);
const firstSeed = Math.floor(Date.now() / 1000) % 1_000_000;
const newSeeds = Array.from({ length: runs }, (_, n) => firstSeed + n);
export const faultSeeds = WEIR_FAULT_SEED ? [Number(WEIR_FAULT_SEED)] : isDeep ? newSeeds : ordinarySeeds;
/** The number of rounds of writes in a run under faults. */
export const faultRounds = Number(WEIR_FAULT_ROUNDS ?? (isDeep ? 3 : 1));
/** The milliseconds spent on shrinking a failed program. */
export const shrinkFor = 60_000;
