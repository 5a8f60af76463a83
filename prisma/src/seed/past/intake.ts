import type { AnswerReason, ClassOfService, GateState } from '../../generated/client.js';
import { hour } from '../calendar.js';
import type { Person } from '../cast.js';
import type { CardRow, RequestRow } from '../rows.js';
import type { BoardPast } from './board.js';
import { addCard, made } from './cards.js';

export type NewRequest = {
  title: string;
  description?: string;
  classOfService?: ClassOfService;
  neededBy?: string | null;
};
export type NotNow = {
  kind: 'decline' | 'defer';
  reason: AnswerReason;
  message: string;
  until?: string;
};

export const waiting = (past: BoardPast) =>
  past.rows.requests.filter((request) => request.answeredAt === null);

/** The request, or null where the door refuses it: then it is counted there. */
export function submit(past: BoardPast, at: Date, by: Person, asked: NewRequest): RequestRow | null {
  return enter(past, at, by, asked, null);
}

/** Asked once more with the ticket that a deferral gave. */
export function askAgain(past: BoardPast, at: Date, by: Person, deferred: RequestRow): RequestRow | null {
  return enter(past, at, by, deferred, deferred.id);
}

export function accept(
  past: BoardPast,
  at: Date,
  by: Person,
  request: RequestRow,
  message?: string,
  swimlaneId: string | null = null,
): CardRow {
  const { title, description, classOfService, neededBy, id } = request;
  const dueOn = classOfService === 'fixedDate' ? neededBy : null;
  const card = addCard(past, at, by, {
    title,
    description,
    classOfService,
    dueOn,
    requestId: id,
    swimlaneId,
  });
  end(past, at, by, request, { kind: 'accept', message: message ?? null });
  past.record('request.answered', at, by, [
    { request: request.number, to: { kind: 'accept' } },
    { card: card.number, to: made(past, card) },
  ]);
  return card;
}

export function answerNotNow(
  past: BoardPast,
  at: Date,
  by: Person,
  request: RequestRow,
  answer: NotNow,
): void {
  const { message: _, ...told } = answer;
  end(past, at, by, request, answer);
  past.record('request.answered', at, by, [{ request: request.number, to: told }]);
}

export function withdraw(past: BoardPast, at: Date, by: Person, request: RequestRow): void {
  end(past, at, by, request, { kind: 'withdrawn' });
  past.record('request.withdrawn', at, by, [{ request: request.number }]);
}

/** The same as another: who asked is told of the answer to that one, too. */
export function answerDuplicate(
  past: BoardPast,
  at: Date,
  by: Person,
  request: RequestRow,
  { other, message }: { other: RequestRow; message: string },
): void {
  end(past, at, by, request, { kind: 'duplicate', message, duplicateOfId: other.id });
  past.rows.requestWatchers.push({
    ...past.board,
    requestId: other.id,
    id: past.random.uuid(at),
    userId: request.requesterId,
    guestId: null,
  });
  const told = { kind: 'duplicate', of: other.number };
  past.record('request.answered', at, by, [{ request: request.number, to: told }]);
}

/** Nobody answered in time: it ends in the system's name, with a ticket that is good at once. */
export function expire(past: BoardPast, at: Date, request: RequestRow): void {
  const until = at.toISOString().slice(0, 10);
  end(past, at, null, request, {
    kind: 'expired',
    reason: 'noCapacity',
    message:
      'Nobody answered in the time that was promised, and we are sorry. Nobody has judged what you asked for.',
    until,
  });
  past.record('requests.expired', at, null, [
    { request: request.number, to: { kind: 'expired', reason: 'noCapacity', until } },
  ]);
}

/** A question to whoever asked: the clock of their request stands still until they reply. */
export function ask(past: BoardPast, at: Date, by: Person, request: RequestRow, body: string): void {
  past.rows.requestMessages.push({
    ...past.board,
    requestId: request.id,
    id: past.random.uuid(at),
    body,
    asks: true,
    by: by.id,
    byGuest: null,
    at,
  });
  request.pausedAt = at;
  request.version += 1;
  past.record('request.asked', at, by, [{ request: request.number }]);
}

type Gate = { state: GateState; reason: string | null; until: Date | null };

export function setGate(past: BoardPast, at: Date, by: Person, to: Gate): void {
  const { intake } = past;
  const from = { state: intake.gate, reason: intake.gateReason, until: intake.gateUntil };
  Object.assign(intake, {
    gate: to.state,
    gateReason: to.reason,
    gateUntil: to.until,
    gateBy: by.id,
    gateAt: at,
  });
  past.record('gate.changed', at, by, [{ from, to }]);
}

function enter(past: BoardPast, at: Date, by: Person, asked: NewRequest, follows: string | null) {
  const classOfService = asked.classOfService ?? 'standard';
  const refused = refusal(past, at, by, classOfService);
  if (refused) {
    countAtTheDoor(past, at, by, refused);
    return null;
  }
  const request: RequestRow = {
    ...past.board,
    id: past.random.uuid(at),
    number: past.clock.nextRequest,
    version: 1,
    title: asked.title,
    description: asked.description ?? '',
    classOfService,
    neededBy: asked.neededBy ?? null,
    requesterId: by.id,
    submittedAt: at,
    guestId: null,
    ...deadlines(at, past.intake),
    pausedAt: null,
    remindedAt: null,
    escalatedAt: null,
    followsId: follows,
    byTicket: follows !== null,
    fromBoardId: null,
    fromRequestId: null,
    answeredAt: null,
  };
  past.clock.nextRequest += 1;
  past.rows.requests.push(request);
  const type = follows ? 'request.askedAgain' : 'request.submitted';
  past.record(type, at, by, [{ request: request.number }]);
  return request;
}

/** The seed's boards work around the clock. */
function deadlines(at: Date, { answerWithinHours, graceHours, remindBeforeHours }: BoardPast['intake']) {
  const answerBy = at.getTime() + answerWithinHours * hour;
  return {
    remindAt:
      remindBeforeHours === null
        ? null
        : new Date(Math.max(answerBy - remindBeforeHours * hour, at.getTime())),
    answerBy: new Date(answerBy),
    expiresAt: new Date(answerBy + graceHours * hour),
  };
}

function refusal(past: BoardPast, at: Date, by: Person, classOfService: ClassOfService): string | null {
  const { gate, gateUntil, depth, openPerRequester } = past.intake;
  const held = gateUntil === null || gateUntil > at;
  const shed = classOfService === 'standard' || classOfService === 'intangible';
  if (held && gate === 'shut') return 'intake-gate-shut';
  if (held && gate === 'throttled' && shed) return 'intake-gate-throttled';
  const open = waiting(past);
  if (open.length >= depth) return 'intake-queue-full';
  const own = open.filter((request) => request.requesterId === by.id).length;
  return own >= (openPerRequester ?? Number.POSITIVE_INFINITY) ? 'requester-quota-reached' : null;
}

function countAtTheDoor(past: BoardPast, at: Date, by: Person, code: string): void {
  const of = new Date(Math.floor(at.getTime() / hour) * hour);
  const known = past.rows.doorRefusals.find(
    (row) => row.requesterId === by.id && row.code === code && row.hour.getTime() === of.getTime(),
  );
  if (known) known.count += 1;
  else past.rows.doorRefusals.push({ ...past.board, requesterId: by.id, code, hour: of, count: 1 });
}

type Ending = { kind: 'accept' | 'decline' | 'defer' | 'withdrawn' | 'duplicate' | 'expired' } & Partial<
  Pick<NotNow, 'reason' | 'until'>
> & { message?: string | null; duplicateOfId?: string };

function end(past: BoardPast, at: Date, by: Person | null, request: RequestRow, answer: Ending): void {
  if (request.answeredAt !== null) throw new Error(`request ${request.number} is answered already`);
  const { kind, reason = null, message = null, until = null, duplicateOfId = null } = answer;
  past.rows.answers.push({
    ...past.board,
    requestId: request.id,
    kind,
    reason,
    message,
    until,
    by: by?.id ?? null,
    at,
    duplicateOfId,
  });
  request.answeredAt = at;
  request.version += 1;
}
