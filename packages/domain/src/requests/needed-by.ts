import { addYears, type PlainDate } from '../time/plain-date.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';

/** A fixed date without a day claims what such work is given, through a throttled gate and past shedding, for a word. */
export function lacksNeededBy(claim: {
  classOfService?: ClassOfService | undefined;
  neededBy?: PlainDate | null | undefined;
}): boolean {
  return claim.classOfService === 'fixedDate' && !claim.neededBy;
}

/** Of the day that is lacking. */
export const fixedDateNeedsDay = 'is needed: fixed-date work is of use only until a day';

/** Why nothing is needed by a day: it lies before today, or in none of our times; days are those of the board’s time zone. */
export function neededByFault(day: PlainDate, today: PlainDate): 'passed' | 'farAhead' | null {
  if (day < today) return 'passed';
  return day > addYears(today, 10) ? 'farAhead' : null;
}
