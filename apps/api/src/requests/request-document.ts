import type { Answer, Forecast, Request, Work, WorkState } from '@weir/contract';
import { isOverdue } from '@weir/domain';

type Nullable<T> = {
  [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name];
};

/** What the database says of a request. The rest of its document is computed here. */
export type RequestFacts = Omit<Request, 'state' | 'overdue' | 'forecast' | keyof AnsweredFacts | 'ticket'> &
  AnsweredFacts;

/** What only an answered request has. */
type AnsweredFacts = Pick<Request, 'card' | 'followedBy' | 'displaced' | 'partOf'> & {
  answer: AnswerFacts | null;
  work: WorkFacts | null;
  ticketFrom: string | null;
  ticketUsed: boolean;
};

const ofWaiting: AnsweredFacts = {
  answer: null,
  card: null,
  work: null,
  followedBy: null,
  displaced: null,
  ticketFrom: null,
  ticketUsed: false,
  partOf: null,
};

/** An answer with null for what its kind does not have. */
export type AnswerFacts = Nullable<Answer>;

/** `ahead`: how many cards are to be delivered until its own is, that one included; null once it left the board’s work. */
type WorkFacts = Omit<Work, 'expected'> & { ahead: number | null };

/** The requester is a member or a guest. `watcherIds` are the members whose requests duplicate this one. */
export type StoredRequest = {
  boardId: string;
  id: string;
  requesterId: string | null;
  guestId: string | null;
  watcherIds: string[];
  facts: RequestFacts;
};

/** A row of weir.request_rows; instants in milliseconds. */
export type RequestRow = Omit<StoredRequest, 'watcherIds' | 'facts'> &
  Omit<RequestFacts, keyof AnsweredFacts | Instants | 'requester' | 'byForm'> &
  Record<Exclude<Instants, 'pausedAt'>, number> & {
    pausedAt: number | null;
    requesterName: string;
    watcherIds: string[] | null;
    answered: AnsweredFacts | null;
  };
type Instants = 'submittedAt' | 'updatedAt' | 'answerBy' | 'expiresAt' | 'pausedAt';

export function toStored(row: RequestRow): StoredRequest {
  const { boardId, id, requesterId, guestId, watcherIds, requesterName, answered, ...facts } = row;
  return {
    boardId,
    id,
    requesterId,
    guestId,
    watcherIds: watcherIds ?? [],
    facts: {
      ...facts,
      requester: guestId
        ? { id: guestId, name: requesterName, guest: true }
        : { id: requesterId as string, name: requesterName },
      byForm: guestId !== null,
      submittedAt: instant(row.submittedAt),
      updatedAt: instant(row.updatedAt),
      answerBy: instant(row.answerBy),
      expiresAt: instant(row.expiresAt),
      pausedAt: row.pausedAt === null ? null : instant(row.pausedAt),
      ...(answered ?? ofWaiting),
    },
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** The document of a request. `forecast`: that of a waiting one, or of accepted work, by `RequestForecastsService`. */
export function toRequest(
  { ticketFrom, ticketUsed, answer, work, ...facts }: RequestFacts,
  now: Date,
  forecast: Forecast | null,
): Request {
  return {
    ...facts,
    pausedAt: answer ? null : facts.pausedAt,
    state: answer ? 'answered' : 'waiting',
    overdue: isOverdue({ ...facts, answer }, now),
    forecast: answer ? null : forecast,
    answer: answer && toAnswer(answer),
    work: work && toWork(work, forecast),
    ticket: ticketFrom === null ? null : { from: ticketFrom, used: ticketUsed },
  };
}

function toWork({ ahead: _, ...work }: WorkFacts, expected: Forecast | null): Work {
  const { state, since, reason, message, received } = work;
  return { state, since, expected: isOpen(state) ? expected : null, reason, message, received };
}

/** Whether its requester still waits for the delivery. */
export function isOpen(state: WorkState): boolean {
  return state !== 'delivered' && state !== 'takenOff';
}

/** The document of an answer, with the parts that its kind has. */
export function toAnswer(answer: AnswerFacts): Answer {
  const { until, duplicateOf, standing, redirectedTo, part, rest, displaced, ...always } = answer;
  return {
    ...always,
    ...(until !== null && { until }),
    ...(duplicateOf && { duplicateOf }),
    ...(standing && { standing }),
    ...(redirectedTo && { redirectedTo }),
    ...(part !== null && { part }),
    ...(rest && { rest }),
    ...(displaced && { displaced }),
  };
}

/** Hides the title of the card that a trade displaced: it is another requester's. */
export function hideOthersTitles(request: Request): Request {
  const { answer } = request;
  if (!answer?.displaced) return request;
  return { ...request, answer: { ...answer, displaced: { ...answer.displaced, title: null } } };
}
