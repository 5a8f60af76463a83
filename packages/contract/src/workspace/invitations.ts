import { z } from 'zod';
import { page } from '../values/lists.js';
import { Email, Id, Person, WorkspaceSlug } from '../values/names.js';
import { Instant } from '../values/time.js';
import { Role } from './roles.js';

/** The secret of an invitation link with its workspace, for routing: `<slug>.<secret>`. Shown once. */
export const InvitationToken = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]{2,40}\.[A-Za-z0-9_-]{20,}$/, 'invitationToken');
export type InvitationToken = z.infer<typeof InvitationToken>;

export const InvitationTokenParams = z.strictObject({ token: InvitationToken });
export type InvitationTokenParams = z.infer<typeof InvitationTokenParams>;

/** With `email`, only that person can use the link. */
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

/** An invitation that can still be used. */
export const Invitation = z.strictObject(invitation).meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationList = page(Invitation).meta({ id: 'InvitationList' });
export type InvitationList = z.infer<typeof InvitationList>;

/** The only answer that contains the token and the link. */
export const CreatedInvitation = z
  .strictObject({ ...invitation, token: InvitationToken, link: z.string() })
  .meta({ id: 'InvitationMade' });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** What the holder of the link can read before they join. */
export const InvitationPreview = z
  .strictObject({
    workspace: z.strictObject({ slug: WorkspaceSlug, name: z.string() }),
    role: Role,
    /** The address that it is for: in full for the person of that address, masked for everybody else. */
    email: z.string().nullable(),
    by: Person.nullable(),
    expiresAt: Instant,
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof InvitationPreview>;
