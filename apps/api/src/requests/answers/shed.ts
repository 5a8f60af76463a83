import { addDays, todayIn } from '@weir/domain';

/** `until` is the date of the ticket. The message is not stored: it is worded for each reader. */
export type ShedAnswer = { until: string };

const daysUntilTicket = 7;

/**
 * The answer of requests that a submission sheds, if it sheds any. The database chooses them, lowest class and newest
 * first, in the write of the submission.
 */
export function shedAnswer(now: Date, { timeZone }: { timeZone: string }): ShedAnswer {
  return { until: addDays(todayIn(now, timeZone), daysUntilTicket) };
}
