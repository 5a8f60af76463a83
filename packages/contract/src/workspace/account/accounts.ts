import { z } from 'zod';
import { Language } from '../../values/language.js';
import { Email, Id, PersonName } from '../../values/names.js';
import { Instant, TimeZone } from '../../values/time.js';
import { InvitationProof, InvitationToken } from '../invitations.js';
import { Workspace } from '../workspaces.js';
import { AvatarHash } from './avatars.js';

const longestPassword = 200;
/** A character with its accents apart is up to four. */
const longestTyped = 4 * longestPassword;

/**
 * With accents composed (NFC), so that it is the same password on every device, and as long as it looks. A longer text is
 * refused as it is: composing 100,000 accents takes a minute.
 */
export const Password = z
  .string()
  .overwrite((typed) => (typed.length > longestTyped ? typed : typed.normalize('NFC')))
  .min(8)
  .max(longestPassword);

export const User = z.strictObject({ id: Id, name: z.string(), email: z.string() }).meta({ id: 'User' });
export type User = z.infer<typeof User>;

/** The colours of the pages. `system`: those of the device. */
export const Theme = z.enum(['system', 'light', 'dark']).meta({ id: 'Theme' });
export type Theme = z.infer<typeof Theme>;

/**
 * The caller's own account. E-mails to them are in their `language`, with times in their `timeZone`. Null: pages follow
 * the browser, and e-mails are in English with times in the board's zone.
 */
export const Account = User.extend({
  language: Language.nullable(),
  timeZone: z.string().nullable(),
  /** On all their devices; null while they have not chosen one. Each browser then keeps a choice of its own. */
  theme: Theme.nullable(),
  /** Of their picture; null without one. */
  avatar: AvatarHash.nullable(),
  /** Whether the address is known to be theirs. Until then no notice is mailed to it. */
  emailVerified: z.boolean(),
  /** Whether they want notices by e-mail too, and whether this server sends any. */
  noticeMails: z.boolean(),
  mail: z.boolean(),
  /** False for people who only sign in with an OIDC provider. */
  hasPassword: z.boolean(),
  /** Whether the server’s settings name this person as an operator, who may read what concerns the whole installation. */
  isOperator: z.boolean(),
}).meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

/** The caller and their workspaces; also the answer to a sign-up. */
export const Me = z
  .strictObject({
    /** Of the account: each change counts as one. */
    version: z.int().min(1),
    user: Account,
    workspaces: z.array(Workspace),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof Me>;

/** As `Me`, of a service account: it has no address. */
export const ServiceAccountMe = Me.extend({ user: Account.extend({ email: z.null() }) }).meta({
  id: 'ServiceAccountMe',
});
export type ServiceAccountMe = z.infer<typeof ServiceAccountMe>;

/** Only the given fields change; null follows the browser again. */
export const AccountChange = z
  .strictObject({
    language: Language.nullable(),
    timeZone: TimeZone.nullable(),
    theme: Theme.nullable(),
    name: PersonName,
    noticeMails: z.boolean(),
  })
  .partial()
  .meta({ id: 'AccountChange' });
export type AccountChange = z.infer<typeof AccountChange>;

/** The token of a link in an e-mail. */
const LinkToken = z.string().min(1).max(500);

export const EmailConfirmation = z.strictObject({ token: LinkToken }).meta({ id: 'EmailConfirmation' });
export type EmailConfirmation = z.infer<typeof EmailConfirmation>;

/** The token of a mail's `List-Unsubscribe`. */
export const MailStop = z.strictObject({ token: LinkToken }).meta({ id: 'MailStop' });
export type MailStop = z.infer<typeof MailStop>;

export const NewUser = z
  .strictObject({
    email: Email,
    name: PersonName,
    password: Password,
    invitation: InvitationToken.optional(),
    /** From the mailed link of an invitation for an address. The new account’s address is then confirmed. */
    proof: InvitationProof.optional(),
    /** The end of the link in the API's log, for the first account of a server where sign-up is by invitation. */
    setup: z.string().min(1).max(100).optional(),
  })
  .meta({ id: 'NewUser' });
export type NewUser = z.infer<typeof NewUser>;

export const SetupState = z.strictObject({ isNeeded: z.boolean() }).meta({ id: 'SetupState' });
export type SetupState = z.infer<typeof SetupState>;

/**
 * Loose on purpose: a wrong password and an unknown address must get the same answer. `device` is the value of an
 * earlier sign-in on this device: it then has a count of wrong passwords of its own. `code` is the second step, where the answer
 * without one was `code-needed`: the digits of an authenticator app, or a recovery code.
 */
export const NewSession = z
  .strictObject({
    email: z.string().trim().toLowerCase().max(254),
    /** As it was typed: accounts from before passwords were composed have a hash of that. */
    password: z.string().max(longestTyped),
    device: z.string().max(2000).optional(),
    code: z.string().max(40).optional(),
  })
  .meta({ id: 'NewSession' });
export type NewSession = z.infer<typeof NewSession>;

/** A signed token, valid for a minute, by which the web server vouches for an OIDC sign-in. */
export const NewOidcSession = z
  .strictObject({ token: z.string().min(1).max(4000) })
  .meta({ id: 'NewOidcSession' });
export type NewOidcSession = z.infer<typeof NewOidcSession>;

/** `device`, after a sign-in with a password: keep it and send it with the next one. It gives no access by itself. */
export const Session = z
  .strictObject({
    accessToken: z.string(),
    expiresAt: Instant,
    user: User,
    device: z.string().max(2000).optional(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;
