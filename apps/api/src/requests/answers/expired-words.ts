import { inFull, maxPauseDays } from '@weir/domain';

const words = {
  unanswered: {
    reason: 'noCapacity',
    message:
      'We are sorry: nobody of the team answered this in time, so it ends as a “not now” rather than in silence. Nobody has judged it.',
  },
  unreplied: {
    reason: 'needsInformation',
    message: `The team’s question has waited for ${maxPauseDays} days for a reply, so this ends as a “not now”. Nobody has judged it: ask again with what was missing.`,
  },
} as const;

/** Why a request ended in the system's name, as whoever asked for it reads it; their ticket is good on that day. */
export function expiredWords(why: keyof typeof words, until: string) {
  const { reason, message } = words[why];
  const ticket = `You may ask again at once, from ${inFull(until)}; it will then be first in its class.`;
  return { reason, message: `${message} ${ticket}` };
}
