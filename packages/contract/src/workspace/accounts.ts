import { z } from 'zod';
import { LimitMax } from '../limits/limits.js';
import { page } from '../values/lists.js';
import { BoardKey, Id, Person, WorkspaceSlug } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant } from '../values/time.js';
import { Role } from './roles.js';

/** Written in any case, kept in lower case. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'must be an e-mail address' }));
export type Email = z.infer<typeof Email>;

export const Password = z
  .string()
  .min(8, 'must be at least 8 characters')
  .max(200, 'must be at most 200 characters');

export const PersonName = line(80);

export const User = z.strictObject({ id: Id, name: z.string(), email: z.string() }).meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const Workspace = z
  .strictObject({ slug: WorkspaceSlug, name: z.string(), role: Role })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof Workspace>;

export const WorkspaceList = page(Workspace).meta({ id: 'WorkspaceList' });
export type WorkspaceList = z.infer<typeof WorkspaceList>;

/** Addresses that the web app has for itself. */
export const reservedSlugs: readonly string[] = [
  'api',
  'forms',
  'invitations',
  'problems',
  'sign-in',
  'sign-up',
];

export const NewWorkspace = z
  .strictObject({
    slug: WorkspaceSlug.refine(
      (slug) => !reservedSlugs.includes(slug),
      'is an address of Weir itself; choose another',
    ),
    name: line(80),
  })
  .meta({ id: 'NewWorkspace' });
export type NewWorkspace = z.infer<typeof NewWorkspace>;

/** Who I am and where I belong; also the answer to a sign-up. */
export const Me = z.strictObject({ user: User, workspaces: z.array(Workspace) }).meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** A link's secret half with its workspace, so that it can be routed: `<slug>.<secret>`. Shown once. */
export const InvitationToken = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]{2,40}\.[A-Za-z0-9_-]{20,}$/, 'must be the token of an invitation link');
export type InvitationToken = z.infer<typeof InvitationToken>;

export const InvitationTokenParams = z.strictObject({ token: InvitationToken });
export type InvitationTokenParams = z.infer<typeof InvitationTokenParams>;

export const NewUser = z
  .strictObject({
    email: Email,
    name: PersonName,
    password: Password,
    invitation: InvitationToken.optional(),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof NewUser>;

/** A wrong password is not told from an unknown address, so neither is its shape. */
export const NewSession = z
  .strictObject({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(200) })
  .meta({ id: 'NewSession' });
export type NewSession = z.infer<typeof NewSession>;

/** What the web's server vouches for after an OIDC sign-in: a signed token of a minute. */
export const NewOidcSession = z
  .strictObject({ token: z.string().min(1).max(4000) })
  .meta({ id: 'NewOidcSession' });
export type NewOidcSession = z.infer<typeof NewOidcSession>;

export const Session = z
  .strictObject({ accessToken: z.string(), expiresAt: Instant, user: User })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;

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
export const Held = z
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
export type Held = z.infer<typeof Held>;

/** With `email` only that person may use the link. */
export const NewInvitation = z
  .strictObject({ role: Role, email: Email.optional() })
  .meta({ id: 'NewInvitation' });
export type NewInvitation = z.infer<typeof NewInvitation>;

const invitation = {
  id: Id,
  role: Role,
  email: z.string().nullable(),
  by: Person.nullable(),
  createdAt: Instant,
  expiresAt: Instant,
};

/** One that can still be used. */
export const Invitation = z.strictObject(invitation).meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationList = page(Invitation).meta({ id: 'InvitationList' });
export type InvitationList = z.infer<typeof InvitationList>;

/** The only answer that ever holds the token and the link. */
export const InvitationMade = z
  .strictObject({ ...invitation, token: InvitationToken, link: z.string() })
  .meta({ id: 'InvitationMade' });
export type InvitationMade = z.infer<typeof InvitationMade>;

/** What who holds the link may read before joining. */
export const InvitationPreview = z
  .strictObject({
    workspace: z.strictObject({ slug: WorkspaceSlug, name: z.string() }),
    role: Role,
    email: z.string().nullable(),
    by: Person.nullable(),
    expiresAt: Instant,
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof InvitationPreview>;
