import type { WaitingRequest } from '../requests/queue-order.js';
import { millis } from '../time/moment.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';

/** The classes that can be shed, first to last. Expedite and fixed date are never shed. */
export const sheddableClasses: readonly ClassOfService[] = ['intangible', 'standard'];

/** Null if the board sheds nothing. The low watermark is not above the high one. */
export type Watermarks = { highWatermark: number | null; lowWatermark: number | null };

/**
 * Selects the requests to shed, first to last. If more wait than the high watermark, enough are shed to reach
 * the low one (or the high one if there is no low one), as far as their classes allow. The lowest class goes
 * first; in it, requests without a ticket; of these, the youngest. The database sheds by the same rule.
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
