import type { IntakeReason, RequesterBoard } from '@weir/contract';
import { longestRefusal, throttledGateClasses } from '@weir/domain';

/** What can refuse a standard request of a member. */
export type ExpectedReason = Exclude<IntakeReason, { code: 'form-places-taken' | 'expedite-claim-waiting' }>;

/**
 * The refusal that a standard request would get now: the reason that lasts longest, and the others. Null while it would be
 * taken.
 */
export function expectedRefusal({
  reasons,
}: RequesterBoard): { longest: ExpectedReason; others: ExpectedReason[] } | null {
  const all = reasons.filter(
    (reason): reason is ExpectedReason =>
      reason.code !== 'form-places-taken' && reason.code !== 'expedite-claim-waiting',
  );
  // Shedding alone refuses nothing: the form says at its button what would become of the request.
  if (all.every(({ code }) => code === 'intake-shedding')) return null;
  const longest = longestRefusal(all);
  return longest ? { longest, others: all.filter((each) => each !== longest) } : null;
}

/** The urgent classes that are taken although a standard request is not. */
export function classesStillTaken({ classes }: RequesterBoard): 'expedite' | 'fixedDate' | 'both' | null {
  const taken = throttledGateClasses.filter((claim) => classes.includes(claim));
  if (taken.length === 2) return 'both';
  return taken[0] === 'expedite' || taken[0] === 'fixedDate' ? taken[0] : null;
}
