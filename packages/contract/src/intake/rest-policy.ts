import { z } from 'zod';
import { restNumbers as numbers, optionalRestNumbers as optional } from './policy-numbers.js';

/**
 * When a board rests. After `overloadedDays` of the last `ofDays` working days, it proposes a rest, or begins one (`byItself`). A day
 * is overloaded if it reaches one of the thresholds: `load` and `age` in percent, `overrides` and `overdue` as numbers; null: no
 * threshold. The rest ends after `calmDays` days in a row on which the level was below `lowMark` percent, at the latest after
 * `longestDays`.
 */
export const RestPolicy = z
  .strictObject({
    overloadedDays: within(numbers.overloadedDays),
    ofDays: within(numbers.ofDays),
    load: within(optional.load).nullable(),
    age: within(optional.age).nullable(),
    overrides: within(optional.overrides).nullable(),
    overdue: within(optional.overdue).nullable(),
    byItself: z.boolean(),
    calmDays: within(numbers.calmDays),
    lowMark: within(numbers.lowMark),
    longestDays: within(numbers.longestDays),
  })
  .refine(({ overloadedDays, ofDays }) => overloadedDays <= ofDays, {
    error: 'belowOverloadedDays',
    path: ['ofDays'],
  })
  .refine(({ calmDays, longestDays }) => calmDays <= longestDays, {
    error: 'belowCalmDays',
    path: ['longestDays'],
  })
  .refine(
    (policy) => [policy.load, policy.age, policy.overrides, policy.overdue].some((each) => each !== null),
    {
      error: 'noThreshold',
      path: ['load'],
    },
  )
  .meta({ id: 'RestPolicy' });
export type RestPolicy = z.infer<typeof RestPolicy>;

function within({ min, max }: { min: number; max: number }) {
  return z.int().min(min).max(max);
}
