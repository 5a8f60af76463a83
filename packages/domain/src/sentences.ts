import type { AdmissionRefusal, TicketRefusal } from './intake.js';
import type { StandingLimit, WipRefusal } from './refusal.js';

/** A refusal in a sentence a person can act on: the `detail` of its problem. */
export function inWords(refusal: WipRefusal | AdmissionRefusal | TicketRefusal): string {
  switch (refusal.code) {
    case 'wip-limit-reached':
      return refusal.limits.map(limitInWords).join(' ');
    case 'intake-queue-full':
      return refusal.depth === 0
        ? 'This board takes no requests.'
        : `The intake queue is full: ${refusal.waiting} of ${refusal.depth} wait.`;
    case 'requester-quota-reached':
      return `You have ${refusal.open} of ${refusal.quota} requests waiting here.`;
    case 'intake-gate-shut':
      return `The intake is shut${because(refusal.reason)}`;
    case 'intake-gate-throttled':
      return `The intake takes only fixed-date and expedite requests now${because(refusal.reason)}`;
    case 'expedite-claim-waiting':
      return 'Another expedite request waits for its answer; one at a time may.';
    case 'not-deferred':
      return 'This request was not deferred, so there is no ticket to ask again with.';
    case 'already-asked':
      return 'This request was asked again already.';
    case 'too-early':
      return `It may be asked again from ${refusal.from} on.`;
  }
}

/** `Doing is full: 3 of 3.` */
export function limitInWords({ of, load, max }: Pick<StandingLimit, 'of' | 'load' | 'max'>): string {
  if (load > max) return `${of} is over its limit: ${load} of ${max}.`;
  return max === 0 ? `${of} is closed.` : `${of} is full: ${load} of ${max}.`;
}

function because(reason: string | null): string {
  return reason ? `: ${reason}` : '.';
}
