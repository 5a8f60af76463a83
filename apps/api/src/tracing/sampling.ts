import type { Env } from '../env.js';

/** One call in ten: with each of them, cheap reads would cost half as much again. */
const usualShare = 0.1;

/** The share of calls that are sampled, 0 to 1, by the standard's variables. Without an argument a ratio is 1, as the standard says. */
export function sampledShare({
  OTEL_TRACES_SAMPLER: sampler,
  OTEL_TRACES_SAMPLER_ARG: share,
  WEIR_TRACE_PARENT: trusted,
}: Env): number {
  // Where callers are trusted, the SDK asks their trace first.
  if (trusted === 'honour') return 1;
  if (!sampler) return share ?? usualShare;
  if (sampler.endsWith('always_on')) return 1;
  return sampler.endsWith('always_off') ? 0 : (share ?? 1);
}
