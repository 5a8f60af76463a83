/**
 * How much is played: a little with one seed in every test run, thousands with a seed of their own by
 * `pnpm test:deep`, and the races and kills as often as they are asked for. `WEIR_MODEL_SEED`, `WEIR_MODEL_PROGRAMS` and `WEIR_MODEL_ROUNDS` set them, to play what has failed.
 */
const { WEIR_DEEP, WEIR_MODEL_SEED, WEIR_MODEL_PROGRAMS, WEIR_MODEL_ROUNDS } = process.env;

export const isDeep = WEIR_DEEP === 'on';
export const seed = Number(WEIR_MODEL_SEED ?? (isDeep ? Date.now() % 2 ** 31 : 20261124));
export const programsWanted = Number(WEIR_MODEL_PROGRAMS ?? (isDeep ? 2000 : 20));
export const roundsWanted = Number(WEIR_MODEL_ROUNDS ?? (isDeep ? 100 : 4));
/** How long a program that has failed is made shorter, in milliseconds. */
export const shrinkFor = 60_000;
