/**
 * How much the random tests play: a little with a fixed seed in every run, thousands with a new seed by
 * `pnpm test:deep`. `WEIR_MODEL_SEED`, `WEIR_MODEL_PROGRAMS` and `WEIR_MODEL_ROUNDS` set it, to replay a failure.
 */
const { WEIR_DEEP, WEIR_MODEL_SEED, WEIR_MODEL_PROGRAMS, WEIR_MODEL_ROUNDS } = process.env;

export const isDeep = WEIR_DEEP === 'on';
export const seed = Number(WEIR_MODEL_SEED ?? (isDeep ? Date.now() % 2 ** 31 : 20261124));
export const programsWanted = Number(WEIR_MODEL_PROGRAMS ?? (isDeep ? 2000 : 20));
export const roundsWanted = Number(WEIR_MODEL_ROUNDS ?? (isDeep ? 100 : 4));
/** The milliseconds spent on shrinking a failed program. */
export const shrinkFor = 60_000;
