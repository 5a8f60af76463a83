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

/** Proves that a caller reads the mailbox of an invitation: it is in the link that was mailed there. */
export const InvitationProof = z.string().min(1).max(500);

export const InvitationAcceptance = z
  .strictObject({ proof: InvitationProof.optional() })
  .meta({ id: 'InvitationAcceptance' })
  .optional();
export type InvitationAcceptance = z.infer<typeof InvitationAcceptance>;

/**
 * With `email`, only that person can use the link. Where a mail server is set up, the link is mailed to the address, and
 * joining needs the link of that mail or an account whose address is confirmed.
 */
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

/**
 * What became of the last mail with the link. `waiting`: it is to be sent, or sent again; `reason` is then why the last attempt
 * failed. `bounced`: the mail server refused it for good. `failed`: it was given up. `reason` is what the mail server answered,
 * or why nothing was sent.
 */
export const InvitationDelivery = z
  .strictObject({
    state: z.enum(['waiting', 'sent', 'bounced', 'failed']),
    at: Instant,
    reason: z.string().nullable(),
  })
  .meta({ id: 'InvitationDelivery' });
export type InvitationDelivery = z.infer<typeof InvitationDelivery>;

/** An invitation that can still be used. `delivery` is null where nothing was mailed, and some weeks after the last mail. */
export const Invitation = z
  .strictObject({ ...invitation, delivery: InvitationDelivery.nullable() })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const InvitationList = page(Invitation).meta({ id: 'InvitationList' });
export type InvitationList = z.infer<typeof InvitationList>;

/**
 * The only answer that contains the token and the link. `mailed`: the link goes to the address by mail too, with its proof.
 * With `isNew` false the address was invited before: this is that invitation, with the role and the end that it had, and no mail is
 * sent.
 */
export const CreatedInvitation = z
  .strictObject({
    ...invitation,
    token: InvitationToken,
    link: z.string(),
    mailed: z.boolean(),
    isNew: z.boolean(),
  })
  .meta({ id: 'InvitationMade' });
export type CreatedInvitation = z.infer<typeof CreatedInvitation>;

/** What the holder of the link can read before they join. */
export const InvitationPreview = z
  .strictObject({
    workspace: z.strictObject({ slug: WorkspaceSlug, name: z.string() }),
    role: Role,
    /** The address that it is for: in full for the person of that address, masked for everybody else. */
    email: z.string().nullable(),
    /**
     * What the caller lacks to join: the proof of the link in the mail, or an account with the address that the
     * invitation is for. A caller who is not signed in can still sign up.
     */
    needs: z.enum(['nothing', 'proof', 'otherAccount']),
    by: Person.nullable(),
    expiresAt: Instant,
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof InvitationPreview>;

/** Where the link goes: the address, masked for everybody but owners. */
export const InvitationReceipt = z.strictObject({ email: z.string() }).meta({ id: 'InvitationReceipt' });
export type InvitationReceipt = z.infer<typeof InvitationReceipt>;
