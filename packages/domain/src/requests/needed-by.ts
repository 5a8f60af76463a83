import type { PlainDate } from '../time/plain-date.js';
import { addYears } from '../time/zoned-time.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';

/**
 * Whether a claim has a fixed date without a day. Fixed dates pass a throttled gate and are never shed, so
 * the claim needs a day.
 */
export function lacksNeededBy(claim: {
  classOfService?: ClassOfService | undefined;
  neededBy?: PlainDate | null | undefined;
}): boolean {
  return claim.classOfService === 'fixedDate' && !claim.neededBy;
}

/**
 * What is wrong with `neededBy`: before today, or more than ten years ahead. Days are in the board's time
 * zone.
 */
export function neededByFault(day: PlainDate, today: PlainDate): 'passed' | 'farAhead' | null {
  if (day < today) return 'passed';
  return day > addYears(today, 10) ? 'farAhead' : null;
}
