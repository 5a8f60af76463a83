import { cpus, loadavg, totalmem } from 'node:os';
import type { Latency } from '../measure/percentiles.js';
import type { Options } from '../options.js';
import type { RoundTrips } from '../stack/round-trips.js';

export type Measurement = {
  scenario: string;
  /** `floor`, or what of the API is measured beside it. */
  contender: string;
  clients: number;
  answers: number;
  perSecond: number;
  /** Against the first contender of the same scenario, mostly the floor, and as many clients; null for itself. */
  ratio: number | null;
  /** In milliseconds, at the client. */
  latency: Latency;
  /** Milliseconds of CPU an answer, user and system; null where the system does not tell. */
  cpu: { api: number; postgres: number; bench: number } | null;
  /** In megabytes, at the end: the API's resident set and its most so far, PostgreSQL's PSS. */
  memory: { api: { now: number; peak: number } | null; postgres: number | null } | null;
};

export type Report = {
  at: string;
  options: Options;
  machine: ReturnType<typeof machineNow>;
  /** What one call asks of PostgreSQL. */
  roundTrips: RoundTrips;
  measurements: Measurement[];
};

/** What the figures were made on, and how busy it was with other things before. */
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
