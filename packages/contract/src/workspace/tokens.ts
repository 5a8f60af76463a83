import { z } from 'zod';
import { PageQuery, page } from '../values/lists.js';
import { BoardKey, Id } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant, SentInstant } from '../values/time.js';
import { UserKind } from './members.js';
import { tokenScopes } from './permissions.js';

/**
 * `read`: read what the member reads. `cards`: change cards, with their comments, files and links. `intake`: submit and answer
 * requests, and set the gate. `manage`: boards, limits, policies, teams and members; also the audit log and exports.
 */
export const TokenScope = z.enum(tokenScopes).meta({ id: 'TokenScope' });
export type TokenScope = z.infer<typeof TokenScope>;

/** How a token begins, and the characters after it: 43 of the secret, and 6 of its checksum (CRC-32 in base 62). */
export const tokenShape = /^weir_[0-9A-Za-z]{49}$/;

export const mostTokenBoards = 50;
export const longestOverlapHours = 7 * 24;

/**
 * A token of a member. It does what its member’s role allows at the moment of a call, narrowed to its `scopes`, and to its
 * `boards` unless they are null. `previousUntil`: until when the secret before the last rotation is valid; null where there is
 * none. `lastUsedAt` is exact to five minutes.
 */
export const ApiToken = z
  .strictObject({
    id: Id,
    name: z.string(),
    owner: z.strictObject({ id: Id, name: z.string(), kind: UserKind }),
    scopes: z.array(TokenScope),
    boards: z.array(z.strictObject({ key: BoardKey, name: z.string() })).nullable(),
    createdAt: Instant,
    expiresAt: Instant.nullable(),
    lastUsedAt: Instant.nullable(),
    rotatedAt: Instant.nullable(),
    previousUntil: Instant.nullable(),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof ApiToken>;

/** The oldest first. */
export const ApiTokenList = page(ApiToken).meta({ id: 'ApiTokenList' });
export type ApiTokenList = z.infer<typeof ApiTokenList>;

/** With its secret, `token`, which is never shown again. */
export const CreatedApiToken = ApiToken.extend({ token: z.string().regex(tokenShape) }).meta({
  id: 'CreatedApiToken',
});
export type CreatedApiToken = z.infer<typeof CreatedApiToken>;

/** Of the caller, or of the `serviceAccount` with this id. Without `boards` it is for all of them; without `expiresAt` it stays valid. */
export const NewApiToken = z
  .strictObject({
    name: line(60),
    scopes: z
      .array(TokenScope)
      .min(1)
      .refine((scopes) => new Set(scopes).size === scopes.length, { error: 'scopeTwice' }),
    boards: z
      .array(BoardKey)
      .min(1)
      .max(mostTokenBoards)
      .refine((keys) => new Set(keys).size === keys.length, { error: 'boardTwice' })
      .nullable()
      .optional(),
    expiresAt: SentInstant.nullable().optional(),
    serviceAccount: Id.optional(),
  })
  .meta({ id: 'NewApiToken' });
export type NewApiToken = z.infer<typeof NewApiToken>;

/** For how many hours the secret before it stays valid (24 unless said), and a new end of the token; null: it stays valid. */
export const TokenRotation = z
  .strictObject({
    overlapHours: z.int().min(0).max(longestOverlapHours).optional(),
    expiresAt: SentInstant.nullable().optional(),
  })
  .meta({ id: 'TokenRotation' });
export type TokenRotation = z.infer<typeof TokenRotation>;

/** The caller’s own tokens, those of the service account with this id, or (to owners) those of `everyone`. */
export const ApiTokenQuery = PageQuery.extend({
  serviceAccount: Id.optional(),
  of: z.enum(['everyone']).optional(),
});
export type ApiTokenQuery = z.infer<typeof ApiTokenQuery>;
