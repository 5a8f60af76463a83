import type { Latency } from '../measure/percentiles.js';
import type { OpenLoop } from './generator.js';
import type { CallClass } from './mix.js';

/** CPU in milliseconds, user and system; of PostgreSQL with all its backends. */
export type ServerCpu = { api: number; postgres: number };

export type OverloadFigures = {
  /** Settings of the API, besides those of all scenarios. */
  settings: Record<string, string>;
  seconds: number;
  callers: number;
  /** Two clients without other load. CPU per answer. */
  unloaded: { class: CallClass; latency: Latency; cpu: ServerCpu | null }[];
  /** Median of the mixed calls with two clients, in milliseconds. */
  normal: number;
  /** The most answers a second of a closed loop with the mixed calls, its clients, and its answers a second after the load. CPU per answer. */
  peak: { clients: number; perSecond: number; perSecondAfter: number; cpu: ServerCpu | null };
  /** Calls a second. */
  offered: number;
  load: OpenLoop;
  /** Useful answers during the load. `ofPeakByCpu`: each weighted by the CPU of its class without load. */
  goodput: { perSecond: number; ofPeak: number; ofPeakByCpu: number | null };
  /** Busy cores during the load. `others`: busy with programs outside of the bench. */
  cores: (ServerCpu & { others: number | null }) | null;
  /** The API's resident set in megabytes; the slope over the last two thirds of the load, in megabytes a minute. */
  memory: { start: number; end: number; mean: number; slope: number } | null;
  /** The CPU of a refusal, and the share of refused calls in its measurement: see `costOfRefusals`. */
  refusal: { share: number; cpu: ServerCpu } | null;
};

/** `met`: null if there was nothing to measure. */
export type Verdict = { demand: string; measured: string; met: boolean | null };

/** `invalid`: the reasons why the run is invalid; empty if it is valid. */
export type OverloadReport = OverloadFigures & { verdicts: Verdict[]; invalid: string[] };
