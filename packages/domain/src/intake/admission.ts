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
  | { code: 'expedite-claim-waiting' }
  /** Refuses nothing alone: the request is admitted and answered `shed` on arrival. See `findShedding`. */
  | { code: 'intake-shedding'; waiting: number; above: number };

/** Decides whether a request is admitted now. The first obstacle refuses it, as in the database. */
export function admit(facts: AdmissionFacts): Result<null, AdmissionRefusal> {
  const [first] = findObstacles(facts);
  return first ? refuse(first) : ok(null);
}

/**
 * Finds everything that refuses a request now, in the order in which the database checks it: gate, depth, quota, places
 * of the form, rates, another expedite claim. Each counts as if it were the only one.
 */
export function findObstacles(facts: AdmissionFacts): AdmissionRefusal[] {
  const { gate, waiting, depth, open, form } = facts;
  const found: AdmissionRefusal[] = findClaimObstacles(facts);
  const claim = found.findIndex(({ code }) => code === 'expedite-claim-waiting');
  const others: AdmissionRefusal[] = [];
  if (waiting >= depth) others.push({ code: 'intake-queue-full', waiting, depth });
  const quota = quotaUnderGate(gate.state, facts.quota);
  if (open >= quota) others.push({ code: 'requester-quota-reached', open, quota });
  if (form && form.waiting >= form.depth) others.push({ code: 'form-places-taken', ...form });
  others.push(...ratesReached(facts.rate));
  found.splice(claim === -1 ? found.length : claim, 0, ...others);
  return found;
}

/** Finds what refuses the class of a request that has its place already: the gate, and another expedite claim. */
export function findClaimObstacles(
  facts: Pick<AdmissionFacts, 'claim' | 'gate' | 'probing' | 'expediteWaits'>,
): AdmissionRefusal[] {
  const { claim, gate, expediteWaits } = facts;
  const found: AdmissionRefusal[] = [];
  if (gate.state !== 'open' && !passes(gate.state, facts)) {
    found.push({ code: `intake-gate-${gate.state}`, reason: gate.reason, until: gate.until });
  }
  if (claim === 'expedite' && expediteWaits) found.push({ code: 'expedite-claim-waiting' });
  return found;
}

/** How many standard requests of people without requests here would be admitted now, one after another. */
export function roomForRequests(facts: Omit<AdmissionFacts, 'claim'>): number {
  const { gate, waiting, depth, probing } = facts;
  if (!admit({ ...facts, claim: 'standard' }).ok) return 0;
  const places = depth - waiting;
  return gate.state === 'probing' ? Math.min(places, maxWaitingProbes - probing) : places;
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
function passes(
  gate: Exclude<GateState, 'open'>,
  { claim, probing }: Pick<AdmissionFacts, 'claim' | 'probing'>,
): boolean {
  switch (gate) {
    case 'shut':
      return claim === 'expedite';
    case 'throttled':
      return throttledGateClasses.includes(claim);
    case 'probing':
      return claim === 'expedite' || probing < maxWaitingProbes;
  }
}

function ratesReached({ perHour, perDay, lastHour, lastDay }: SubmissionRate): AdmissionRefusal[] {
  const code = 'requester-rate-reached';
  const reached: AdmissionRefusal[] = [];
  if (perHour !== null && lastHour >= perHour) {
    reached.push({ code, submitted: lastHour, quota: perHour, per: 'hour' });
  }
  if (perDay !== null && lastDay >= perDay)
    reached.push({ code, submitted: lastDay, quota: perDay, per: 'day' });
  return reached;
}
