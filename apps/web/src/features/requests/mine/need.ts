import type { Request } from '@weir/contract';
import { checkTicket } from '@weir/domain';

/** What a request needs from its requester: a reply to a question, or nothing but a decision to ask again. */
export type Need = 'question' | 'ticket';

/** Null where the request needs nothing from its requester. `today` is the date on its board. */
export function needOf({ answer, pausedAt, ticket }: Request, today: string): Need | null {
  if (!answer) return pausedAt ? 'question' : null;
  return checkTicket(ticket, today).ok ? 'ticket' : null;
}
