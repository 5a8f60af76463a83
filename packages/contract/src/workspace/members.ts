import { z } from 'zod';
import { LimitMax } from '../limits/limits.js';
import { page } from '../values/lists.js';
import { BoardKey, Id } from '../values/names.js';
import { Instant } from '../values/time.js';
import { Role } from './roles.js';

/** `email` is told to owners and to the person; null to others. */
export const Member = z
  .strictObject({ id: Id, name: z.string(), email: z.string().nullable(), role: Role, joinedAt: Instant })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

export const MemberList = page(Member).meta({ id: 'MemberList' });
export type MemberList = z.infer<typeof MemberList>;

export const MemberChange = z.strictObject({ role: Role }).meta({ id: 'MemberChange' });
export type MemberChange = z.infer<typeof MemberChange>;

/**
 * What a member would let go of: `cards` and `limits` on leaving and in a role that can't change cards, waiting
 * `requests` on leaving. Delivered cards keep their name. Of a limit across the workspace `board` is null.
 */
export const MemberAssignments = z
  .strictObject({
    cards: z.int().min(0),
    limits: z.array(
      z.strictObject({
        board: z.strictObject({ key: BoardKey, name: z.string() }).nullable(),
        max: LimitMax,
      }),
    ),
    requests: z.int().min(0),
  })
  .meta({ id: 'Held' });
export type MemberAssignments = z.infer<typeof MemberAssignments>;
