import { cpus, loadavg, totalmem } from 'node:os';
import type { Latency } from '../measure/percentiles.js';
import type { Options } from '../options.js';
import type { OverloadReport } from '../overload/overload-report.js';
import type { RoundTrips } from '../stack/round-trips.js';

export type Measurement = {
  scenario: string;
  /** `floor`, or what is compared with it. */
  contender: string;
  clients: number;
  answers: number;
  perSecond: number;
  /** Rate relative to the first contender of the same scenario (usually the floor) with as many clients; null for itself. */
  ratio: number | null;
  /** In milliseconds, measured at the client. */
  latency: Latency;
  /** CPU time per answer in milliseconds, user and system; null if the system does not report it. */
  cpu: { api: number; postgres: number; bench: number } | null;
  /** Bytes that one viewer received per answer; null in a scenario without viewers. */
  bytes: number | null;
  /** At the end, in megabytes: the API's resident set and its peak, and PostgreSQL's PSS. */
  memory: { api: { now: number; peak: number } | null; postgres: number | null } | null;
};

export type Report = {
  at: string;
  options: Options;
  machine: ReturnType<typeof machineNow>;
  /** What one call needs from PostgreSQL. */
  roundTrips: RoundTrips;
  measurements: Measurement[];
  /** Null if the scenario did not run. */
  overload: OverloadReport | null;
};

/** The machine of the figures, and how busy it was before. */
export function machineNow() {
  return {
    platform: `${process.platform} ${process.arch}`,
    cpus: cpus().length,
    cpu: cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
}
