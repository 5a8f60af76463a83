import { type Moment, millis } from '../board/board.js';
import { inFull } from '../time/date-sentences.js';
import { type PlainDate, yearsAfter } from '../time/plain-date.js';
import { no, type Result, yes } from '../vocabulary/result.js';
import { type ClassOfService, classesOfService } from '../vocabulary/vocabulary.js';

/** What a new board’s intake does unless told otherwise. Hours are plain ones. */
export const defaultIntakePolicy = {
  depth: 8,
  openPerRequester: 3,
  answerWithinHours: 72,
  graceHours: 72,
  remindBeforeHours: 24,
  timeZone: 'UTC',
};

/** So long before it is due an answer of a new board is called to mind; not at all where it is due within that. */
export function reminderWhereUnsaid(answerWithinHours: number): number | null {
  const { remindBeforeHours } = defaultIntakePolicy;
  return answerWithinHours > remindBeforeHours ? remindBeforeHours : null;
}

/** What of a policy can’t be so together; what each names alone is for the contract. Nothing: it can. */
export function faultsOfPolicy(policy: {
  depth: number;
  highWatermark: number | null;
  lowWatermark: number | null;
  minOptions: number;
  answerWithinHours: number;
  remindBeforeHours: number | null;
  perRequesterPerHour: number | null;
  perRequesterPerDay: number | null;
}): PolicyFault[] {
  const { depth, minOptions, answerWithinHours, remindBeforeHours } = policy;
  const { perRequesterPerHour: perHour, perRequesterPerDay: perDay } = policy;
  const faults = faultsOfWatermarks(policy);
  // Where the depth is 0 the intake is closed, and nobody is told that few wait.
  if (depth > 0 && minOptions > depth) {
    faults.push({ path: 'minOptions', message: `must be ${depth}, the depth, at most` });
  }
  if (remindBeforeHours !== null && remindBeforeHours >= answerWithinHours) {
    const message = `must be below ${answerWithinHours}, the hours within which an answer is due`;
    faults.push({ path: 'remindBeforeHours', message });
  }
  if (perHour !== null && perDay !== null && perHour > perDay) {
    faults.push({ path: 'perRequesterPerHour', message: `must be ${perDay}, those of a day, at most` });
  }
  return faults;
}

export type PolicyFault = {
  path: 'highWatermark' | 'lowWatermark' | 'minOptions' | 'remindBeforeHours' | 'perRequesterPerHour';
  message: string;
};

function faultsOfWatermarks(policy: {
  depth: number;
  highWatermark: number | null;
  lowWatermark: number | null;
}): PolicyFault[] {
  const { depth, highWatermark: high, lowWatermark: low } = policy;
  if (high === null && low === null) return [];
  if (high === null) return [{ path: 'highWatermark', message: 'must be set with the low one, or neither' }];
  if (low === null) return [{ path: 'lowWatermark', message: 'must be set with the high one, or neither' }];
  if (low >= high) return [{ path: 'lowWatermark', message: `must be below the high one, ${high}` }];
  return high > depth ? [{ path: 'highWatermark', message: `must be ${depth}, the depth, at most` }] : [];
}

/** Waits still, and its answer is late: from `answerBy` on. While a question stops its clock, as it stood then. */
export function isOverdue(
  request: { answerBy: Moment; pausedAt?: Moment | null; answer: object | null },
  now: Date,
): boolean {
  return request.answer === null && millis(request.answerBy) <= millis(request.pausedAt ?? now);
}

export type Waiting = {
  number: number;
  classOfService: ClassOfService;
  byTicket: boolean;
  submittedAt: Moment;
};

/** The queue in the order in which it is read: the most urgent class, in it who holds a ticket, then who came first. */
export function inOrder<W extends Waiting>(waiting: readonly W[]): W[] {
  return waiting.toSorted(
    (one, other) =>
      classesOfService.indexOf(one.classOfService) - classesOfService.indexOf(other.classOfService) ||
      Number(other.byTicket) - Number(one.byTicket) ||
      millis(one.submittedAt) - millis(other.submittedAt) ||
      one.number - other.number,
  );
}

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

/** A fixed date without a day claims what such work is given, through a throttled gate and past shedding, for a word. */
export function lacksItsDay(claim: {
  classOfService?: ClassOfService | undefined;
  neededBy?: PlainDate | null | undefined;
}): boolean {
  return claim.classOfService === 'fixedDate' && !claim.neededBy;
}

/** Of the day that is lacking. */
export const dayOfFixedDate = 'is needed: fixed-date work is of use only until a day';

/** Why nothing is needed by a day: it lies before today, or in none of our times; days are those of the board’s time zone. */
export function faultOfNeededBy(day: PlainDate, today: PlainDate): 'passed' | 'farAhead' | null {
  if (day < today) return 'passed';
  return day > yearsAfter(today, 10) ? 'farAhead' : null;
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
