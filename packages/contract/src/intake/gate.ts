import { z } from 'zod';
import { Person } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant, SentInstant } from '../values/time.js';
import { GateState } from '../values/vocabulary.js';

/**
 * The intake's circuit breaker. `until` is null if the gate stays until someone changes it. `since` and `by`
 * are null if nothing has moved it yet; only `by` is null if the system moved it.
 */
export const Gate = z
  .strictObject({
    state: GateState,
    reason: z.string().nullable(),
    until: Instant.nullable(),
    since: Instant.nullable(),
    by: Person.nullable(),
  })
  .meta({ id: 'Gate' });
export type Gate = z.infer<typeof Gate>;

/** What a person can set. `until` is when the gate opens again automatically, at most a year ahead. */
export const GateSetting = z
  .strictObject({
    state: z.enum(['open', 'throttled', 'shut']),
    reason: prose(500),
    until: SentInstant.optional(),
  })
  .refine((gate) => !(gate.state === 'open' && gate.until), {
    error: 'openGateHasNoEnd',
    path: ['until'],
  })
  .meta({ id: 'GateSetting' });
export type GateSetting = z.infer<typeof GateSetting>;
