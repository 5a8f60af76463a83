import { type Board, columnOf, type LimitScope } from '../board/board.js';
import type { WipRefusal } from '../limits/wip-refusal.js';
import { inFull } from '../time/date-sentences.js';
import type { LimitScopeName, Reach } from '../vocabulary/vocabulary.js';
import type { AdmissionRefusal } from './admission.js';
import type { TicketRefusal } from './intake-policy.js';

/** A refusal in a sentence a person can act on: the `detail` of its problem. */
export function inWords(refusal: WipRefusal | AdmissionRefusal | TicketRefusal): string {
  switch (refusal.code) {
    case 'wip-limit-reached':
      return refusal.limits.map(limitInWords).join(' ');
    case 'intake-queue-full':
      return refusal.depth === 0
        ? 'This board takes no requests.'
        : `The intake queue is full: ${refusal.waiting} of ${refusal.depth} wait.`;
    case 'form-places-taken':
      return `The places of the public form are taken: ${refusal.waiting} of ${refusal.depth} wait.`;
    case 'requester-quota-reached':
      return `You have ${refusal.open} of ${refusal.quota} requests waiting here.`;
    case 'requester-rate-reached': {
      const { submitted, quota, per } = refusal;
      const asked = submitted === 1 ? '1 request' : `${submitted} requests`;
      const [span, each] = per === 'hour' ? ['hour', 'an hour'] : ['24 hours', 'a day'];
      return `You submitted ${asked} here in the last ${span}; ${quota} ${each} is the most.`;
    }
    case 'intake-gate-shut':
      return `The intake is shut${because(refusal.reason)}`;
    case 'intake-gate-throttled':
      return `The intake takes only fixed-date and expedite requests now${because(refusal.reason)}`;
    case 'intake-gate-probing':
      return `The intake is opening again, a few requests at a time, and those wait${because(refusal.reason)}`;
    case 'expedite-claim-waiting':
      return 'Another expedite request waits for its answer; one at a time may.';
    case 'not-deferred':
      return 'This request has no ticket to ask it again with: only a “not now” with a date gives one.';
    case 'already-asked':
      return 'This request was asked again already.';
    case 'too-early':
      return `It may be asked again from ${inFull(refusal.from)} on.`;
  }
}

/**
 * A limit that refuses, by its scope: `Doing is full: 3 of 3.`, `Dev + Review holds 5 of 5.`, `Bao has 3 of 3 in
 * flight.`; also where it is over its maximum, closed, or has room for fewer cards than want in.
 */
export function limitInWords(limit: {
  scope?: LimitScopeName;
  across?: Reach;
  of: string;
  load: number;
  max: number;
  cards?: readonly number[];
}): string {
  const { scope, across, of, load, max, cards = [] } = limit;
  const everywhere = across === 'workspace' ? ' over all boards' : '';
  const isInFlight = scope === 'person' || scope === 'board';
  const figures = `${load} of ${max}${isInFlight ? ' in flight' : ''}${everywhere}`;
  if (load > max) return `${of} is over ${scope === 'person' ? 'their' : 'its'} limit: ${figures}.`;
  if (max === 0) return scope === 'person' ? `${of} takes no cards${everywhere}.` : `${of} is closed.`;
  const more = load < max && cards.length > 1 ? `, and ${cards.length} cards want in` : '';
  if (isInFlight) return `${of} has ${figures}${more}.`;
  return load < max || scope === 'columns' ? `${of} holds ${figures}${more}.` : `${of} is full: ${figures}.`;
}

/**
 * How many a limit lets in, expedite cards included: `5`, or `5, or 6 with an expedite` where they stand beside the
 * count and have a limit of their own. In a queue or done column that one does not bind: `5, expedites beside`.
 */
export function maxInWords(
  board: Pick<Board, 'columns' | 'limits'>,
  limit: LimitScope & { max: number },
): string {
  const { max } = limit;
  if (!('columnId' in limit) && limit.scope !== 'columns' && limit.scope !== 'swimlane') return `${max}`;
  const expedite = board.limits.find(
    (each) => each.scope === 'classOfService' && each.classOfService === 'expedite' && each.mode !== 'warn',
  );
  if (!expedite || !isAllActive(board, limit)) return `${max}, expedites beside`;
  if (expedite.max === 0) return `${max}`;
  const more = expedite.max === 1 ? 'an expedite' : `${expedite.max} expedites`;
  return `${max}, or ${max + expedite.max} with ${more}`;
}

/** Whether all that a limit counts stands in active columns. */
function isAllActive(board: Pick<Board, 'columns'>, limit: LimitScope): boolean {
  if (limit.scope === 'columns') return limit.columnIds.every((id) => columnOf(board, id).kind === 'active');
  return !('columnId' in limit) || !limit.columnId || columnOf(board, limit.columnId).kind === 'active';
}

function because(reason: string | null): string {
  return reason ? `: ${reason}` : '.';
}
