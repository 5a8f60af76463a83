import type { Answer, Request } from '@weir/contract';
import { isOverdue } from '@weir/domain';

type Nullable<T> = {
  [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name];
};

/** What the database says of a request. The rest of its document is computed here. */
export type RequestFacts = Omit<Request, 'state' | 'overdue' | 'forecast' | 'answer' | 'ticket'> & {
  answer: Nullable<Answer> | null;
  ticketFrom: string | null;
  ticketUsed: boolean;
};

/** The requester is a member or a guest. `watcherIds` are the members whose requests duplicate this one. */
export type StoredRequest = {
  boardId: string;
  id: string;
  requesterId: string | null;
  guestId: string | null;
  watcherIds: string[];
  facts: RequestFacts;
};

/** The document of a request. `RequestForecastsService` adds the forecast of a waiting one. */
export function toRequest({ ticketFrom, ticketUsed, answer, ...facts }: RequestFacts, now: Date): Request {
  return {
    ...facts,
    pausedAt: answer ? null : facts.pausedAt,
    state: answer ? 'answered' : 'waiting',
    overdue: isOverdue({ ...facts, answer }, now),
    forecast: null,
    answer: answer && toAnswer(answer),
    ticket: ticketFrom === null ? null : { from: ticketFrom, used: ticketUsed },
  };
}

/** The document of an answer, with the parts that its kind has. */
export function toAnswer(answer: Nullable<Answer>): Answer {
  const { until, duplicateOf, standing, redirectedTo, displaced, ...always } = answer;
  return {
    ...always,
    ...(until !== null && { until }),
    ...(duplicateOf && { duplicateOf }),
    ...(standing && { standing }),
    ...(redirectedTo && { redirectedTo }),
    ...(displaced && { displaced }),
  };
}

/** Hides the title of the card that a trade displaced: it is another requester's. */
export function hideOthersTitles(request: Request): Request {
  const { answer } = request;
  if (!answer?.displaced) return request;
  return { ...request, answer: { ...answer, displaced: { ...answer.displaced, title: null } } };
}
