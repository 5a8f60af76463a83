import type { WaitingRequest } from '../requests/queue-order.js';
import { millis } from '../time/moment.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';

/** In this order, and no others: what has a date or can’t wait is never shed. */
export const sheddableClasses: readonly ClassOfService[] = ['intangible', 'standard'];

/** Null where a board sheds nothing; the low one is not above the high one. */
export type Watermarks = { highWatermark: number | null; lowWatermark: number | null };

/**
 * The numbers of the requests to be shed, first to last: where more wait than the high watermark, as many as it
 * takes to come down to the low one (to the high one where there is no low one), as far as their classes go. The
 * lowest class goes first, in it those without a ticket, of these the youngest. The database sheds by the same rule.
 */
export function selectRequestsToShed(
  waiting: readonly WaitingRequest[],
  { highWatermark, lowWatermark }: Watermarks,
): number[] {
  if (highWatermark === null || waiting.length <= highWatermark) return [];
  const tooMany = waiting.length - (lowWatermark ?? highWatermark);
  return waiting
    .filter(({ classOfService }) => sheddableClasses.includes(classOfService))
    .sort(
      (one, other) =>
        sheddableClasses.indexOf(one.classOfService) - sheddableClasses.indexOf(other.classOfService) ||
        Number(one.byTicket) - Number(other.byTicket) ||
        millis(other.submittedAt) - millis(one.submittedAt) ||
        other.number - one.number,
    )
    .slice(0, tooMany)
    .map(({ number }) => number);
}
