import { z } from 'zod';
import { BoardNumber, Id, maxInteger } from '../values/names.js';
import { Instant } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';
import { Card, CardReason } from './cards.js';

/** How long a lease lasts in seconds, from the claim or its renewal. */
export const LeaseSeconds = z.int().min(10).max(3600);
export const defaultLeaseSeconds = 300;

/** The longest that a claim waits for a card, in seconds. */
export const longestClaimWait = 30;

/** A number that grows with each claim of a card. Its holder sends it as `Weir-Lease` with every write to the card. */
export const LeaseToken = z.int().min(1).max(maxInteger);

/** In the header. */
export const LeaseTokenHeader = z.codec(z.string().regex(/^[1-9]\d{0,9}$/, 'leaseToken'), LeaseToken, {
  decode: (digits) => Number(digits),
  encode: (value) => String(value),
});

/**
 * Which card to claim: the next one of these. Without `columnId` it is from the queue column before the first active column, or from the
 * done half of a split column. `seconds` is how long the lease lasts, by default 300.
 */
export const NewClaim = z
  .strictObject({
    columnId: Id.optional(),
    swimlaneId: Id.nullable().optional(),
    classOfService: ClassOfService.optional(),
    labelId: Id.optional(),
    card: BoardNumber.optional(),
    seconds: LeaseSeconds.optional(),
  })
  .meta({ id: 'NewClaim' });
export type NewClaim = z.infer<typeof NewClaim>;

/** `wait`: how many seconds to wait for a card if there is none now. The header `Prefer: wait=30` says the same. */
export const ClaimQuery = z.strictObject({
  wait: z
    .codec(z.string().regex(/^([12]?\d|30)$/, 'claimWait'), z.int().min(0).max(longestClaimWait), {
      decode: (digits) => Number(digits),
      encode: (seconds) => String(seconds),
    })
    .optional(),
});
export type ClaimQuery = z.infer<typeof ClaimQuery>;

/** A card that its caller has claimed. */
export const Claim = z
  .strictObject({ card: Card, lease: z.strictObject({ token: LeaseToken, until: Instant }) })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;

/** `seconds` from now, by default 300. */
export const LeaseRenewal = z.strictObject({ seconds: LeaseSeconds.optional() }).meta({ id: 'LeaseRenewal' });
export type LeaseRenewal = z.infer<typeof LeaseRenewal>;

/** Why it failed. By default the card is blocked with the reason where it is; `return` puts it back to where it was claimed. */
export const LeaseFailure = z
  .strictObject({ reason: CardReason, outcome: z.enum(['block', 'return']).optional() })
  .meta({ id: 'LeaseFailure' });
export type LeaseFailure = z.infer<typeof LeaseFailure>;
