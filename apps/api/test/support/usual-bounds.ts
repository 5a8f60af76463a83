import { timeSettings } from '@weir/contract/time-bounds';
import { metricsToken } from './metrics.js';

/** Settings for tests of time bounds: the default bounds of an installation, and metrics that count them. Other tests have `patientBounds`. */
export const usualBounds = { ...timeSettings, WEIR_METRICS_TOKEN: metricsToken };

/** The answer to a call, and the seconds until it came. */
export async function timed<T>(call: () => Promise<T>): Promise<{ answer: T; seconds: number }> {
  const begin = performance.now();
  const answer = await call();
  return { answer, seconds: (performance.now() - begin) / 1000 };
}
