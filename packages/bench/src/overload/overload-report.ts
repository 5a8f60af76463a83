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
  /** With two clients and nothing else. CPU per answer. */
  unloaded: { class: CallClass; latency: Latency; cpu: ServerCpu | null }[];
  /** Median of the mixed calls with two clients, in milliseconds. */
  normal: number;
  /** Closed loop with the mixed calls: the most answers a second, with how many clients, and again after the load. CPU per answer. */
  peak: { clients: number; perSecond: number; perSecondAfter: number; cpu: ServerCpu | null };
  /** Calls a second. */
  offered: number;
  load: OpenLoop;
  /** Useful answers during the load. `ofPeakByCpu`: each weighted with what its class costs alone. */
  goodput: { perSecond: number; ofPeak: number; ofPeakByCpu: number | null };
  /** Cores that were busy during the load. `others`: with programs that are not part of the bench. */
  cores: (ServerCpu & { others: number | null }) | null;
  /** The API's resident set in megabytes; the slope over the last two thirds of the load, in megabytes a minute. */
  memory: { start: number; end: number; mean: number; slope: number } | null;
  /** What a refusal costs, where this share of all calls was refused: see costOfRefusals. */
  refusal: { share: number; cpu: ServerCpu } | null;
};

/** `met`: null where there was nothing to measure. */
export type Verdict = { demand: string; measured: string; met: boolean | null };

/** `invalid`: why the figures mean nothing, if they don't. */
export type OverloadReport = OverloadFigures & { verdicts: Verdict[]; invalid: string[] };
