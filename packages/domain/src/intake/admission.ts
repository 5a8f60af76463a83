import type { Moment } from '../time/moment.js';
import { ok, type Result, refuse } from '../vocabulary/result.js';
import { type ClassOfService, classesOfService, type GateState } from '../vocabulary/vocabulary.js';
import { type Gate, maxWaitingProbes, throttledGateClasses } from './gate.js';

export type AdmissionFacts = {
  claim: ClassOfService;
  /** The current gate: see `effectiveGate`. */
  gate: Gate;
  /** How many requests submitted since the gate began probing still wait. */
  probing: number;
  waiting: number;
  depth: number;
  /** The places of the public form, for a guest who comes by it. */
  form?: { waiting: number; depth: number };
  /** The requester's own waiting requests, and how many they can have while the gate is open. */
  open: number;
  quota: number;
  rate: SubmissionRate;
  /** Whether an expedite claim already waits. */
  expediteWaits: boolean;
};

/** How many requests one person can submit (null: no limit), and how many they submitted. */
export type SubmissionRate = {
  perHour: number | null;
  perDay: number | null;
  /** In the last 60 minutes, and in the last 24 hours. Refused submissions do not count. */
  lastHour: number;
  lastDay: number;
};

/** No limit on how often a requester can submit. */
export const unlimitedRate: SubmissionRate = { perHour: null, perDay: null, lastHour: 0, lastDay: 0 };

export type AdmissionRefusal =
  | {
      code: 'intake-gate-shut' | 'intake-gate-throttled' | 'intake-gate-probing';
      reason: string | null;
      until: Moment | null;
    }
  | { code: 'intake-queue-full'; waiting: number; depth: number }
  | { code: 'form-places-taken'; waiting: number; depth: number }
  | { code: 'requester-quota-reached'; open: number; quota: number }
  | { code: 'requester-rate-reached'; submitted: number; quota: number; per: 'hour' | 'day' }
  | { code: 'expedite-claim-waiting' };

/**
 * Decides whether a request is admitted now. The first obstacle refuses it: gate, depth, places of the form,
 * quota, rate, another expedite claim. The database decides by the same rules when a request is submitted.
 */
export function admit(facts: AdmissionFacts): Result<null, AdmissionRefusal> {
  const { claim, gate, waiting, depth, open } = facts;
  const { reason, until } = gate;
  if (gate.state !== 'open' && !passes(gate.state, facts)) {
    return refuse({ code: `intake-gate-${gate.state}`, reason, until });
  }
  if (waiting >= depth) return refuse({ code: 'intake-queue-full', waiting, depth });
  const { form } = facts;
  if (form && form.waiting >= form.depth) return refuse({ code: 'form-places-taken', ...form });
  const quota = quotaUnderGate(gate.state, facts.quota);
  if (open >= quota) return refuse({ code: 'requester-quota-reached', open, quota });
  const tooFast = rateReached(facts.rate);
  if (tooFast) return refuse(tooFast);
  if (claim === 'expedite' && facts.expediteWaits) return refuse({ code: 'expedite-claim-waiting' });
  return ok(null);
}

/** The classes in which a request would be admitted now. */
export function admittedClasses(facts: Omit<AdmissionFacts, 'claim'>): ClassOfService[] {
  return classesOfService.filter((claim) => admit({ ...facts, claim }).ok);
}

/**
 * How many waiting requests one person can have: half of the quota, but at least one, while the gate is
 * throttled.
 */
export function quotaUnderGate(gate: GateState, quota: number): number {
  return gate === 'throttled' ? Math.max(1, Math.floor(quota / 2)) : quota;
}

/**
 * Whether a gate that is not open admits a request. Shut: only an expedite claim. Throttled: expedite and
 * fixed date. Probing: an expedite claim, and others as long as few of them wait.
 */
function passes(gate: Exclude<GateState, 'open'>, { claim, probing }: AdmissionFacts): boolean {
  switch (gate) {
    case 'shut':
      return claim === 'expedite';
    case 'throttled':
      return throttledGateClasses.includes(claim);
    case 'probing':
      return claim === 'expedite' || probing < maxWaitingProbes;
  }
}

function rateReached({ perHour, perDay, lastHour, lastDay }: SubmissionRate): AdmissionRefusal | null {
  const code = 'requester-rate-reached';
  if (perHour !== null && lastHour >= perHour) {
    return { code, submitted: lastHour, quota: perHour, per: 'hour' };
  }
  return perDay !== null && lastDay >= perDay
    ? { code, submitted: lastDay, quota: perDay, per: 'day' }
    : null;
}
