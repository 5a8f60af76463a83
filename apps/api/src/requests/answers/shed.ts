import { addDays, inFull, todayIn } from '@weir/domain';

export type ShedAnswer = { until: string; message: string };

const daysUntilTicket = 7;

/**
 * The answer of requests that a submission sheds, should it come to that. The database chooses them, lowest class and
 * youngest first, in the write of the submission; the message and the date of the ticket come with it.
 */
export function shedAnswer(now: Date, { timeZone }: { timeZone: string }): ShedAnswer {
  const until = addDays(todayIn(now, timeZone), daysUntilTicket);
  return {
    until,
    message: `More requests came in than the team can answer well, so some were answered “not now”: intangible requests first, then standard ones, the newest first. The team made no decision on yours. You can ask again from ${inFull(until)}. Your request is then first in its class.`,
  };
}
