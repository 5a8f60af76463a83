import { inFull } from '../time/date-sentences.js';
import { type PlainDate, yearsAfter } from '../time/plain-date.js';
import { no, type Result, yes } from '../vocabulary/result.js';

/** What a requester has besides words: the right to ask again from a date. */
export type Ticket = { from: PlainDate; used: boolean };

export type TicketRefusal =
  | { code: 'not-deferred' }
  | { code: 'already-asked' }
  | { code: 'too-early'; from: PlainDate };

/** Whether a ticket may be used on a day in the board’s time zone: from its date on, once. */
export function mayAskAgain(ticket: Ticket | null, today: PlainDate): Result<null, TicketRefusal> {
  if (!ticket) return no({ code: 'not-deferred' });
  if (ticket.used) return no({ code: 'already-asked' });
  if (today < ticket.from) return no({ code: 'too-early', from: ticket.from });
  return yes(null);
}

export type InvalidInput = { code: 'invalid-input'; errors: { path: string; message: string }[] };

/** A deferral names a day after today, a year ahead at most; days are those of the board’s time zone. */
export function deferralDate(until: PlainDate, today: PlainDate): Result<PlainDate, InvalidInput> {
  const last = yearsAfter(today, 1);
  if (until <= today) return refuseUntil(`must be after today, ${inFull(today)}`);
  if (until > last) return refuseUntil(`must be a year ahead at most: ${inFull(last)}`);
  return yes(until);
}

function refuseUntil(message: string): Result<never, InvalidInput> {
  return no({ code: 'invalid-input', errors: [{ path: 'until', message }] });
}
