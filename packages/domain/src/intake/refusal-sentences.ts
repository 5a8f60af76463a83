import { limitInWords } from '../limits/limit-sentences.js';
import type { WipRefusal } from '../limits/wip-refusal.js';
import type { TicketRefusal } from '../requests/tickets.js';
import { inFull } from '../time/date-sentences.js';
import type { AdmissionRefusal } from './admission.js';

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

function because(reason: string | null): string {
  return reason ? `: ${reason}` : '.';
}
