import type { Ledger, LedgerGroup, LedgerQuery } from '@weir/contract';
import { type ClassOfService, classesOfService, percentile } from '@weir/domain';
import type { AskedPart, RefusedPart } from './ledger.repository.js';

type Parts = readonly (AskedPart | RefusedPart)[];
type Account = Omit<Ledger, 'from' | 'to' | 'groups'>;

/**
 * The sums of the ledger: `asked` is `waiting` plus all of `answered`, `expired` and `shed`. Times to answer include only
 * the team's answers, not withdrawn, expired and shed requests.
 */
export function accountOf(parts: Parts): Account {
  const asked = parts.filter((part) => part.what === 'asked');
  const ended = summed(asked, ({ kind, reason }) => `${kind} ${reason}`).flatMap(({ kind, reason, count }) =>
    kind === null ? [] : [{ kind, reason, count }],
  );
  const of = (kind: AskedPart['kind']) => total(asked.filter((part) => part.kind === kind));
  const refused = parts.filter((part) => part.what === 'refused');
  return {
    asked: total(asked),
    waiting: of(null),
    answered: ended.filter(({ kind }) => kind !== 'expired' && kind !== 'shed'),
    expired: of('expired'),
    shed: of('shed'),
    refusedAtTheDoor: summed(refused, ({ code }) => code).map(({ code, count }) => ({ code, count })),
    timeToAnswer: timesOf(asked.flatMap(({ seconds }) => seconds)),
  };
}

/** The same per group: months by date, classes by urgency, requesters by their number of requests. */
export function groupsOf(parts: Parts, by: NonNullable<LedgerQuery['by']>): LedgerGroup[] {
  const named = parts.flatMap((part) => (part.key === null ? [] : [{ ...part, key: part.key }]));
  const groups = [...Map.groupBy(named, ({ key }) => key)].map(([key, those]) => ({
    key,
    name: those[0]?.name ?? key,
    ...(those[0]?.guest && { guest: true as const }),
    ...accountOf(those),
  }));
  const urgency = ({ key }: LedgerGroup) => classesOfService.indexOf(key as ClassOfService);
  return groups.toSorted(
    (one, other) =>
      (by === 'requester' ? other.asked - one.asked : 0) ||
      (by === 'classOfService' ? urgency(one) - urgency(other) : 0) ||
      (one.name < other.name ? -1 : Number(one.name > other.name)),
  );
}

/** Adds up the parts of several groups. */
function summed<Of extends AskedPart | RefusedPart>(parts: readonly Of[], name: (part: Of) => string): Of[] {
  return [...Map.groupBy(parts, name).values()].map((alike) => ({
    ...(alike[0] as Of),
    count: total(alike),
  }));
}

function total(parts: Parts): number {
  return parts.reduce((sum, { count }) => sum + count, 0);
}

function timesOf(seconds: number[]): Ledger['timeToAnswer'] {
  const [p50, p85] = [percentile(seconds, 0.5), percentile(seconds, 0.85)];
  return p50 === null || p85 === null ? null : { p50, p85, sample: seconds.length };
}
