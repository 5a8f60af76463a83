import type { Request } from '@weir/contract';
import { checkTicket } from '@weir/domain';

/** Why a request rests in its requester's own hands: a question to them, or a ticket that is good; null where it does not. */
export function needsYou({ answer, pausedAt, ticket }: Request, today: string): 'question' | 'ticket' | null {
  if (!answer) return pausedAt ? 'question' : null;
  return checkTicket(ticket, today).ok ? 'ticket' : null;
}
