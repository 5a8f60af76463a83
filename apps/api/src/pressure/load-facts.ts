import { can, type Role } from '@weir/contract';
import {
  type AdmissionFacts,
  countWaitingProbes,
  effectiveGate,
  isOverdue,
  limitSubjectName,
  measurePressure,
  unlimitedRate,
} from '@weir/domain';
import type { LoadFacts } from './pressure.repository.js';

/** Who only asks is told of places and work, and of nobody of the team: persons' limits weigh nothing. */
export function levelOf(facts: LoadFacts, now: Date, role: Role) {
  const { waiting, depth, blocked } = facts;
  const told = facts.limits.filter(({ scope }) => scope !== 'person' || can(role, 'readLimits'));
  return measurePressure({
    columns: activeOf(facts),
    limits: told.map((limit) => ({ ...limit, of: limitSubjectName({ ...facts, cards: [] }, limit) })),
    intake: { waiting: waiting.length, depth, overdue: overdueOf(facts, now), minOptions: facts.minOptions },
    gate: effectiveGate(facts.gate, now),
    blocked,
  });
}

export function activeOf({ columns }: LoadFacts) {
  return columns
    .filter(({ kind }) => kind === 'active')
    .map(({ id, name, load, limit }) => ({ id, name, load, max: limit?.max ?? null }));
}

export function overdueOf({ waiting }: LoadFacts, now: Date): number {
  return waiting.filter((each) => isOverdue({ ...each, answer: null }, now)).length;
}

/** Of somebody who has not asked for anything yet. */
export function admissionOf(
  { gate, waiting, depth, quota }: LoadFacts,
  now: Date,
): Omit<AdmissionFacts, 'claim'> {
  const expediteWaits = waiting.some(({ classOfService }) => classOfService === 'expedite');
  return {
    gate: effectiveGate(gate, now),
    probing: countWaitingProbes(waiting, gate.since),
    waiting: waiting.length,
    depth,
    open: 0,
    quota,
    rate: unlimitedRate,
    expediteWaits,
  };
}
