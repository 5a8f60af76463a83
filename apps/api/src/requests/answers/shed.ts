import { addDays, inFull, todayIn } from '@weir/domain';

export type ShedWords = { until: string; message: string };

const daysUntilAsking = 7;

/** What whoever is shed reads, should it come to that: why, and from when their ticket is good. */
export function shedWords(now: Date, { timeZone }: { timeZone: string }): ShedWords {
  const until = addDays(todayIn(now, timeZone), daysUntilAsking);
  return {
    until,
    message: `More came in than the team can answer well, so requests were set aside: intangible ones first, then standard ones, of each the youngest first. Nobody has judged yours. You may ask again from ${inFull(until)}; it will then be first in its class.`,
  };
}
