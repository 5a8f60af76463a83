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
    message: `More came in than the team can answer well, so requests were set aside: intangible ones first, then standard ones, of each the youngest first. Nobody has judged yours. You may ask again from ${inFull(until)}; it will then be first in its class.`,
  };
}
