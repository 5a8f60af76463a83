/** Wheeler's scaling factor: 3 / 1.128, for moving ranges of two values. */
const scale = 2.66;
/** The fewest values from which limits are computed: fewer say nothing about the next one. */
const fewest = 6;
const longRun = 8;

export type Signal = { at: number; kind: 'above' | 'below' | 'run' };

/** `lower` is at least 0: these values count or last. */
export type ProcessLimits = { mean: number; lower: number; upper: number; signals: Signal[] };

/**
 * The natural process limits of values in their order (an XmR chart): mean ± 2.66 times the mean moving range. A value outside
 * them, or the eighth and later ones in a row on one side of the mean, is a signal; all others are noise. A value equal to the
 * mean ends a run. Null with fewer than six values. Source: D. Wheeler, Understanding Variation (1993).
 */
export function processLimits(values: readonly number[]): ProcessLimits | null {
  if (values.length < fewest) return null;
  const mean = sum(values) / values.length;
  const ranges = values.slice(1).map((value, at) => Math.abs(value - values[at]!));
  const reach = (scale * sum(ranges)) / ranges.length;
  const [lower, upper] = [Math.max(0, mean - reach), mean + reach];
  const signals: Signal[] = [];
  let run = 0;
  for (const [at, value] of values.entries()) {
    const side = Math.sign(value - mean);
    run = side === 0 ? 0 : Math.sign(run) === side ? run + side : side;
    if (value > upper) signals.push({ at, kind: 'above' });
    else if (value < mean - reach) signals.push({ at, kind: 'below' });
    else if (Math.abs(run) >= longRun) signals.push({ at, kind: 'run' });
  }
  return { mean, lower, upper, signals };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
