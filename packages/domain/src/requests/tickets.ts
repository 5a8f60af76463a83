import type { PlainDate } from '../time/plain-date.js';
import { addYears } from '../time/zoned-time.js';
import { ok, type Result, refuse } from '../vocabulary/result.js';

/** The right to ask again once, from a date on. */
export type Ticket = { from: PlainDate; used: boolean };

export type TicketRefusal =
  | { code: 'not-deferred' }
  | { code: 'already-asked' }
  | { code: 'too-early'; from: PlainDate };

/** Checks whether a ticket can be used on a day in the board's time zone: from its date on, once. */
export function checkTicket(ticket: Ticket | null, today: PlainDate): Result<null, TicketRefusal> {
  if (!ticket) return refuse({ code: 'not-deferred' });
  if (ticket.used) return refuse({ code: 'already-asked' });
  if (today < ticket.from) return refuse({ code: 'too-early', from: ticket.from });
  return ok(null);
}

export type InvalidInput = {
  code: 'invalid-input';
  errors: ({ path: 'until'; code: 'afterToday' } | { path: 'until'; code: 'yearAhead'; last: PlainDate })[];
};

/** Checks the date of a deferral: after today and at most a year ahead. Days are in the board's time zone. */
export function checkDeferralDate(until: PlainDate, today: PlainDate): Result<PlainDate, InvalidInput> {
  const last = addYears(today, 1);
  if (until <= today) return refuseUntil({ code: 'afterToday' });
  if (until > last) return refuseUntil({ code: 'yearAhead', last });
  return ok(until);
}

function refuseUntil(
  fault: { code: 'afterToday' } | { code: 'yearAhead'; last: PlainDate },
): Result<never, InvalidInput> {
  return refuse({ code: 'invalid-input', errors: [{ path: 'until', ...fault }] });
}
