import { z } from 'zod';
import { Email, Id, PersonName } from '../values/names.js';
import { Instant } from '../values/time.js';
import { InvitationToken } from './invitations.js';
import { Workspace } from './workspaces.js';

export const Password = z.string().min(8).max(200);

export const User = z.strictObject({ id: Id, name: z.string(), email: z.string() }).meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** The caller and their workspaces; also the answer to a sign-up. */
export const Me = z.strictObject({ user: User, workspaces: z.array(Workspace) }).meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

export const NewUser = z
  .strictObject({
    email: Email,
    name: PersonName,
    password: Password,
    invitation: InvitationToken.optional(),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof NewUser>;

/** Loose on purpose: a wrong password and an unknown address must get the same answer. */
export const NewSession = z
  .strictObject({ email: z.string().trim().toLowerCase().max(254), password: z.string().max(200) })
  .meta({ id: 'NewSession' });
export type NewSession = z.infer<typeof NewSession>;

/** A signed token, valid for a minute, by which the web server vouches for an OIDC sign-in. */
export const NewOidcSession = z
  .strictObject({ token: z.string().min(1).max(4000) })
  .meta({ id: 'NewOidcSession' });
export type NewOidcSession = z.infer<typeof NewOidcSession>;

export const Session = z
  .strictObject({ accessToken: z.string(), expiresAt: Instant, user: User })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;
