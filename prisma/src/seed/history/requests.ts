import { computeDeadlines } from '@weir/domain';
import type { AnswerReason, ClassOfService, GateState } from '../../generated/client.js';
import { hour, officeHours } from '../calendar.js';
import type { Guest, Person } from '../cast.js';
import type { CardRow, RequestRow } from '../rows.js';
import type { BoardHistory } from './board-history.js';
import { addCard, newCardFacts, returnToQueue } from './cards.js';
import { recordStep } from './steps.js';

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

export const waiting = (history: BoardHistory) =>
  history.rows.requests.filter((request) => request.answeredAt === null);

/** Submits a request. Returns null if the intake refuses it, and counts the refusal. */
export function submit(
  history: BoardHistory,
  at: Date,
  by: Person | Guest,
  asked: NewRequest,
): RequestRow | null {
  return enter(history, at, by, asked, null);
}

/** Asks again with the ticket of a deferral. */
export function askAgain(
  history: BoardHistory,
  at: Date,
  by: Person | Guest,
  deferred: RequestRow,
): RequestRow | null {
  return enter(history, at, by, deferred, deferred.id);
}

export function accept(
  history: BoardHistory,
  at: Date,
  by: Person,
  request: RequestRow,
  message?: string,
  swimlaneId: string | null = null,
): CardRow {
  const card = addCard(history, at, by, { ...cardOf(request), swimlaneId });
  end(history, at, by, request, { kind: 'accept', message: message ?? null });
  history.record('request.answered', at, by, [
    { request: request.number, to: { kind: 'accept', message: message ?? null, card: card.number } },
    { card: card.number, to: newCardFacts(history, card) },
  ]);
  recordStep(history, card, 'queued');
  return card;
}

/**
 * Accepts a request by trading a card that was begun: that one goes back to the first column. The new one enters the first
 * active column if it has room, else the first.
 */
export function trade(
  history: BoardHistory,
  at: Date,
  by: Person,
  request: RequestRow,
  { displaced, reason, message }: { displaced: CardRow; reason: AnswerReason; message: string },
): CardRow {
  const { swimlaneId, columnId, rank, requestId: displacedRequestId } = displaced;
  const { columns } = history.rows;
  const change = returnToQueue(history, at, displaced);
  const active = columns.find(({ kind }) => kind === 'active')!;
  const column = history.hasRoom(active, { ...request, swimlaneId }) ? active : columns[0]!;
  const card = addCard(history, at, by, { ...cardOf(request), swimlaneId, column });
  if (columnId === column.id) card.rank = rank;
  end(history, at, by, request, { kind: 'trade', reason, message });
  history.rows.displacements.push({
    ...{ ...history.board, requestId: request.id, cardId: displaced.id, displacedRequestId },
    ...{ reason, message, columnId: displaced.columnId, until: null, by: by.id, at },
  });
  const to = { kind: 'trade', reason, message, displaces: displaced.number, card: card.number };
  history.record('request.answered', at, by, [
    { request: request.number, to },
    { card: card.number, to: newCardFacts(history, card) },
    { ...change, reason },
  ]);
  recordStep(history, card, card.committedAt ? 'begun' : 'queued');
  recordStep(history, displaced, 'putBack', { reason, message });
  return card;
}

function cardOf({ title, description, classOfService, neededBy, id }: RequestRow) {
  const dueOn = classOfService === 'fixedDate' ? neededBy : null;
  return { title, description, classOfService, dueOn, requestId: id };
}

export function answerNotNow(
  history: BoardHistory,
  at: Date,
  by: Person,
  request: RequestRow,
  answer: NotNow,
): void {
  end(history, at, by, request, answer);
  history.record('request.answered', at, by, [{ request: request.number, to: answer }]);
}

export function withdraw(history: BoardHistory, at: Date, by: Person, request: RequestRow): void {
  end(history, at, by, request, { kind: 'withdrawn' });
  history.record('request.withdrawn', at, by, [{ request: request.number, to: { kind: 'withdrawn' } }]);
}

/** Answers a request as a duplicate. Its requester follows the other one. */
export function answerDuplicate(
  history: BoardHistory,
  at: Date,
  by: Person,
  request: RequestRow,
  { other, message }: { other: RequestRow; message: string },
): void {
  end(history, at, by, request, { kind: 'duplicate', message, duplicateOfId: other.id });
  history.rows.requestWatchers.push({
    ...history.board,
    requestId: other.id,
    id: history.random.uuid(at),
    userId: request.requesterId,
    guestId: null,
  });
  const to = { kind: 'duplicate', message, of: other.number };
  history.record('request.answered', at, by, [{ request: request.number, to }]);
}

/** Expires a request that nobody answered in time, with a ticket that is valid at once. Its reader's words say why. */
export function expire(history: BoardHistory, at: Date, request: RequestRow): void {
  const until = at.toISOString().slice(0, 10);
  end(history, at, null, request, { kind: 'expired', reason: 'noCapacity', until });
  history.record('requests.expired', at, null, [
    { request: request.number, to: { kind: 'expired', reason: 'noCapacity', until } },
  ]);
}

/** Asks the requester a question, which pauses the request until they reply. */
export function askQuestion(
  history: BoardHistory,
  at: Date,
  by: Person,
  request: RequestRow,
  body: string,
): void {
  const id = history.random.uuid(at);
  history.rows.requestMessages.push({
    ...history.board,
    requestId: request.id,
    id,
    body,
    asks: true,
    by: by.id,
    byGuest: null,
    at,
  });
  request.pausedAt = at;
  request.version += 1;
  const to = { text: body, asks: true, by: by.id, at, pausedAt: at };
  history.record('request.asked', at, by, [{ request: request.number, message: id, to }]);
}

type Gate = { state: GateState; reason: string | null; until: Date | null };

export function setGate(history: BoardHistory, at: Date, by: Person, to: Gate): void {
  const { intake } = history;
  const from = { state: intake.gate, reason: intake.gateReason, until: intake.gateUntil };
  Object.assign(intake, {
    gate: to.state,
    gateReason: to.reason,
    gateUntil: to.until,
    gateBy: by.id,
    gateAt: at,
  });
  history.record('gate.changed', at, by, [{ from, to }]);
}

export function turnOnForm(history: BoardHistory, at: Date, by: Person, formId: string): void {
  history.intake.formId = formId;
  history.record('intake.changed', at, by, [{ from: { form: false }, to: { form: true } }]);
}

function enter(
  history: BoardHistory,
  at: Date,
  by: Person | Guest,
  asked: NewRequest,
  follows: string | null,
) {
  const classOfService = asked.classOfService ?? 'standard';
  const code = refusalCode(history, at, by, classOfService);
  if (code) {
    countRefusal(history, at, by, code);
    return null;
  }
  const { neededBy = null } = asked;
  const request: RequestRow = {
    ...history.board,
    id: history.random.uuid(at),
    number: history.clock.nextRequest,
    version: 1,
    title: asked.title,
    description: asked.description ?? '',
    classOfService,
    neededBy,
    ...('isGuest' in by
      ? { requesterId: null, guestId: by.id, guestName: by.name }
      : { requesterId: by.id, guestId: null, guestName: null }),
    submittedAt: at,
    ...computeDeadlines(at, { ...history.intake, workingHours: officeHours }, neededBy),
    pausedAt: null,
    remindedAt: null,
    escalatedAt: null,
    followsId: follows,
    byTicket: follows !== null,
    fromBoardId: null,
    fromRequestId: null,
    partOfId: null,
    answeredAt: null,
  };
  history.clock.nextRequest += 1;
  history.rows.requests.push(request);
  const type = follows ? 'request.askedAgain' : 'request.submitted';
  const actor = 'isGuest' in by ? null : by;
  history.record(type, at, actor, [{ request: request.number, to: newRequestFacts(history, request) }]);
  return request;
}

/** A new request as events describe it. */
function newRequestFacts(history: BoardHistory, request: RequestRow) {
  const { title, description, classOfService, neededBy, guestId } = request;
  const requesterId = request.requesterId ?? guestId;
  const { submittedAt, answerBy, expiresAt, pausedAt, version, followsId } = request;
  return {
    ...{ title, description, classOfService, neededBy, requesterId, byForm: guestId !== null },
    ...{ submittedAt, answerBy, expiresAt, pausedAt, version },
    follows: history.rows.requests.find(({ id }) => id === followsId)?.number ?? null,
  };
}

function refusalCode(
  history: BoardHistory,
  at: Date,
  by: Person | Guest,
  classOfService: ClassOfService,
): string | null {
  const { gate, gateUntil, depth, openPerRequester } = history.intake;
  const isSet = gateUntil === null || gateUntil > at;
  const isOrdinary = classOfService === 'standard' || classOfService === 'intangible';
  if (isSet && gate === 'shut') return 'intake-gate-shut';
  if (isSet && gate === 'throttled' && isOrdinary) return 'intake-gate-throttled';
  const open = waiting(history);
  if (open.length >= depth) return 'intake-queue-full';
  const own = open.filter(({ requesterId, guestId }) => (requesterId ?? guestId) === by.id).length;
  return own >= (openPerRequester ?? Number.POSITIVE_INFINITY) ? 'requester-quota-reached' : null;
}

function countRefusal(history: BoardHistory, at: Date, by: Person | Guest, code: string): void {
  const of = new Date(Math.floor(at.getTime() / hour) * hour);
  const known = history.rows.doorRefusals.find(
    (row) => row.requesterId === by.id && row.code === code && row.hour.getTime() === of.getTime(),
  );
  if (known) known.count += 1;
  else history.rows.doorRefusals.push({ ...history.board, requesterId: by.id, code, hour: of, count: 1 });
}

type Ending = {
  kind: 'accept' | 'trade' | 'decline' | 'defer' | 'withdrawn' | 'duplicate' | 'expired';
} & Partial<Pick<NotNow, 'reason' | 'until'>> & { message?: string | null; duplicateOfId?: string };

function end(history: BoardHistory, at: Date, by: Person | null, request: RequestRow, answer: Ending): void {
  if (request.answeredAt !== null) throw new Error(`request ${request.number} is answered already`);
  const { kind, reason = null, message = null, until = null, duplicateOfId = null } = answer;
  history.rows.answers.push({
    ...history.board,
    requestId: request.id,
    kind,
    reason,
    message,
    part: null,
    until,
    by: by?.id ?? null,
    at,
    duplicateOfId,
  });
  request.answeredAt = at;
  request.version += 1;
}
