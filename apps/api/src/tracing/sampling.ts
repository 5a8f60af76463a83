import type { Env } from '../env.js';

/** One call in ten: if all calls were traced, cheap reads would cost half as much again. */
const usualShare = 0.1;

/** The share of calls that are sampled, 0 to 1, by the variables of the standard. Its default for a ratio is 1. */
export function sampledShare({
  OTEL_TRACES_SAMPLER: sampler,
  OTEL_TRACES_SAMPLER_ARG: share,
  WEIR_TRACE_PARENT: trusted,
}: Env): number {
  // Then the SDK decides, by the trace of the caller.
  if (trusted === 'honour') return 1;
  if (!sampler) return share ?? usualShare;
  if (sampler.endsWith('always_on')) return 1;
  return sampler.endsWith('always_off') ? 0 : (share ?? 1);
}
