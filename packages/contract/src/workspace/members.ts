import { z } from 'zod';
import { LimitMax } from '../limits/limits.js';
import { page } from '../values/lists.js';
import { BoardKey, Id } from '../values/names.js';
import { Instant } from '../values/time.js';
import { Role } from './roles.js';

/** A service account is a member that is not a person: a program with tokens of its own. */
export const UserKind = z.enum(['person', 'service']).meta({ id: 'UserKind' });
export type UserKind = z.infer<typeof UserKind>;

/** `email` is only for owners and for the person; null for others, and of service accounts. */
export const Member = z
  .strictObject({
    id: Id,
    /** Of the membership: each change of the role counts as one. */
    version: z.int().min(1),
    name: z.string(),
    kind: UserKind,
    email: z.string().nullable(),
    role: Role,
    joinedAt: Instant,
  })
  .meta({ id: 'Member' });
export type Member = z.infer<typeof Member>;

export const MemberList = page(Member).meta({ id: 'MemberList' });
export type MemberList = z.infer<typeof MemberList>;

export const MemberChange = z.strictObject({ role: Role }).meta({ id: 'MemberChange' });
export type MemberChange = z.infer<typeof MemberChange>;

/**
 * What a member would be unassigned from: `cards` and `limits` when they leave or get a role that can't
 * change cards, waiting `requests` when they leave. Delivered cards keep their name. `board` is null for a
 * limit across the workspace.
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
