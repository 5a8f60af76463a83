import type { WaitingRequest } from '../requests/queue-order.js';
import { millis } from '../time/moment.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';
import type { AdmissionRefusal } from './admission.js';

/** The classes that can be shed, first to last. Expedite and fixed date are never shed. */
export const sheddableClasses: readonly ClassOfService[] = ['intangible', 'standard'];

/** Null if the board sheds nothing. The low watermark is not above the high one. */
export type Watermarks = { highWatermark: number | null; lowWatermark: number | null };

/** Waiting requests of a class: those submitted as new, and those asked again with a ticket. */
type Sheddable = { plain: number; byTicket: number };

/** How many requests wait, and how many of them can be shed, by class. */
export type SheddableQueue = { waiting: number; sheddable: Record<'intangible' | 'standard', Sheddable> };

/** A rule that the requester reads before they submit: see `sheddingRule`. */
export type SheddingRule = {
  above: number;
  classes: ClassOfService[];
  onArrival: ClassOfService[];
  onArrivalByTicket: ClassOfService[];
};

/**
 * What a board says of its shedding: above how many waiting requests, which classes, first to last, and in which of them
 * a request that is submitted now would be shed on arrival. Null if the board sheds nothing, also because the depth is
 * reached first.
 */
export function sheddingRule(
  queue: SheddableQueue,
  { depth, ...watermarks }: Watermarks & { depth: number },
): SheddingRule | null {
  const { highWatermark } = watermarks;
  if (highWatermark === null || highWatermark >= depth) return null;
  const onArrival = (byTicket: boolean) =>
    sheddableClasses.filter((classOfService) =>
      isShedOnArrival({ classOfService, byTicket }, queue, watermarks),
    );
  return {
    above: highWatermark,
    classes: [...sheddableClasses],
    onArrival: onArrival(false),
    onArrivalByTicket: onArrival(true),
  };
}

/**
 * The shedding of a request that is submitted now, as a reason beside those that refuse it: once they have ended, it would be
 * admitted and shed on arrival. Empty if it would not be.
 */
export function findShedding(
  claim: Pick<WaitingRequest, 'classOfService' | 'byTicket'>,
  queue: SheddableQueue,
  watermarks: Watermarks & { depth: number },
): AdmissionRefusal[] {
  const rule = sheddingRule(queue, watermarks);
  const shed = claim.byTicket ? rule?.onArrivalByTicket : rule?.onArrival;
  if (!rule || !shed?.includes(claim.classOfService)) return [];
  return [{ code: 'intake-shedding', waiting: queue.waiting, above: rule.above }];
}

/** Whether a request that is submitted now would be among those that its arrival sheds: see `selectRequestsToShed`. */
function isShedOnArrival(
  claim: Pick<WaitingRequest, 'classOfService' | 'byTicket'>,
  { waiting, sheddable }: SheddableQueue,
  { highWatermark, lowWatermark }: Watermarks,
): boolean {
  const { classOfService } = claim;
  const isSheddable = classOfService === 'intangible' || classOfService === 'standard';
  if (!isSheddable || highWatermark === null || waiting + 1 <= highWatermark) return false;
  const { intangible } = sheddable;
  const lower = classOfService === 'standard' ? intangible.plain + intangible.byTicket : 0;
  const shedBefore = lower + (claim.byTicket ? sheddable[classOfService].plain : 0);
  return shedBefore < waiting + 1 - (lowWatermark ?? highWatermark);
}

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
