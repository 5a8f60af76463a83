import type { Answer, Request } from '@weir/contract';
import { isOverdue } from '@weir/domain';

type Nullable<T> = {
  [Name in keyof T]-?: undefined extends T[Name] ? Exclude<T[Name], undefined> | null : T[Name];
};

/** What the database tells of a request; what the rules say of it is added here. */
export type RequestFacts = Omit<Request, 'state' | 'overdue' | 'forecast' | 'answer' | 'ticket'> & {
  answer: Nullable<Answer> | null;
  ticketFrom: string | null;
  ticketUsed: boolean;
};

/** Asked by a member or by a guest; `watcherIds` are the members who asked the same. */
export type Asked = {
  boardId: string;
  id: string;
  requesterId: string | null;
  guestId: string | null;
  watcherIds: string[];
  facts: RequestFacts;
};

/** A request as every answer of the API shows it; its forecast, if it waits, is added where it is read. */
export function requestOf({ ticketFrom, ticketUsed, answer, ...facts }: RequestFacts, now: Date): Request {
  return {
    ...facts,
    pausedAt: answer ? null : facts.pausedAt,
    state: answer ? 'answered' : 'waiting',
    overdue: isOverdue({ ...facts, answer }, now),
    forecast: null,
    answer: answer && answerOf(answer),
    ticket: ticketFrom === null ? null : { from: ticketFrom, used: ticketUsed },
  };
}

/** An answer with those of its parts that its kind has. */
export function answerOf(answer: Nullable<Answer>): Answer {
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

/** As who only asks may read it: the card that made way for it in a trade is somebody else's, and keeps its title. */
export function withoutOthersTitles(request: Request): Request {
  const { answer } = request;
  if (!answer?.displaced) return request;
  return { ...request, answer: { ...answer, displaced: { ...answer.displaced, title: null } } };
}
