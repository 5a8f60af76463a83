import type { Answer, CardMade, ClassOfService, Person, Request } from '@weir/contract';
import { isOverdue, noForecastYet, ticketOf } from '@weir/domain';

type Other = { number: number; ref: string };

/** What the database tells of a request; what the rules say of it is added here. */
export type RequestFacts = {
  number: number;
  ref: string;
  version: number;
  title: string;
  description: string;
  classOfService: ClassOfService;
  neededBy: string | null;
  requester: Person;
  submittedAt: string;
  answerBy: string;
  position: number | null;
  answer: (Omit<Answer, 'until'> & { until: string | null }) | null;
  card: CardMade | null;
  follows: Other | null;
  followedBy: Other | null;
  ticketUsed: boolean;
};

/** A request as every answer of the API shows it. */
export function requestOf({ ticketUsed, answer, ...facts }: RequestFacts, now: Date): Request {
  return {
    ...facts,
    state: answer ? 'answered' : 'waiting',
    overdue: isOverdue({ answerBy: facts.answerBy, answer }, now),
    forecast: answer ? null : noForecastYet,
    answer: answer && answerOf(answer),
    ticket: ticketOf(answer, ticketUsed),
  };
}

export function answerOf({ until, ...answer }: NonNullable<RequestFacts['answer']>): Answer {
  return until === null ? answer : { ...answer, until };
}
