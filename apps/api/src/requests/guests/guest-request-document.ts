import type {
  GuestAnswer,
  GuestPutBack,
  GuestRequest,
  Message,
  OriginalAnswer,
  Request,
  SheddingRule,
} from '@weir/contract';
import { todayIn } from '@weir/domain';
import type { GuestBoard } from './guests.repository.js';

/** A request as its guest sees it: without cards, other requesters and people of the team, except who answered. */
export function toGuestRequest(
  request: Request,
  messages: Message[],
  { key, name, timeZone, archived, answerWithinHours, workingHours }: GuestBoard,
  shedding: SheddingRule | null,
  now: Date,
): GuestRequest {
  const { number, ref, state, title, description, classOfService, neededBy, position, ticket } = request;
  const { submittedAt, answerBy, answerAfterNeededBy, expiresAt, pausedAt, overdue } = request;
  return {
    board: {
      ...{ key, name, today: todayIn(now, timeZone), timeZone, archived },
      ...{ answerWithinHours, workingHours, shedding },
    },
    version: request.version,
    ...{ number, ref, state, title, description, classOfService, neededBy, position, ticket },
    ...{ submittedAt, answerBy, answerAfterNeededBy, expiresAt, pausedAt, overdue },
    answer: toGuestAnswer(request),
    putBack: latestPutBack(request),
    work: request.work,
    follows: request.follows?.ref ?? null,
    followedBy: request.followedBy?.ref ?? null,
    partOf: request.partOf?.ref ?? null,
    messages: messages.map(({ id, body, asks, by, at }) => ({
      ...{ id, body, asks, at },
      own: by.id === request.requester.id,
    })),
  };
}

function toGuestAnswer({ answer }: Request): GuestAnswer | null {
  if (!answer) return null;
  const { kind, reason, message, until, duplicateOf, standing, redirectedTo, part, rest, by, at } = answer;
  return {
    ...{ kind, reason, message, at },
    until: until ?? null,
    duplicateOf: duplicateOf?.ref ?? null,
    standing: standing ? withoutCard(standing) : null,
    redirectedTo: redirectedTo?.ref ?? null,
    part: part ?? null,
    rest: rest ?? null,
    by: by?.name ?? null,
  };
}

function withoutCard({ card: _, ...standing }: OriginalAnswer): NonNullable<GuestAnswer['standing']> {
  return standing;
}

/** Put back by hand or displaced by a trade, whichever was later. */
function latestPutBack({ card, displaced }: Request): GuestPutBack | null {
  const byHand = card?.putBack && {
    text: [card.putBack.reason, card.putBack.message].filter(Boolean).join('\n'),
    until: null,
    at: card.putBack.at,
  };
  const byTrade = displaced && { text: displaced.message, until: displaced.until, at: displaced.at };
  if (byHand && byTrade) return byHand.at > byTrade.at ? byHand : byTrade;
  return byHand ?? byTrade ?? null;
}
