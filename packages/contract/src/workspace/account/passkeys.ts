import { z } from 'zod';
import { Id } from '../../values/names.js';
import { Instant } from '../../values/time.js';
import { PasswordChange } from './passwords.js';

/** Absent for an account without a password: then the sign-in must be a few minutes old at most. */
export const OwnProof = z
  .strictObject({ currentPassword: PasswordChange.shape.currentPassword })
  .partial()
  .meta({ id: 'OwnProof' });
export type OwnProof = z.infer<typeof OwnProof>;

const PasskeyName = z.string().trim().min(1).max(60);

/** `isSynced`: a service copies it to several devices. `usedAt`: its last sign-in; null before that. */
export const Passkey = z
  .strictObject({
    id: Id,
    name: z.string(),
    createdAt: Instant,
    usedAt: Instant.nullable(),
    isSynced: z.boolean(),
  })
  .meta({ id: 'Passkey' });
export type Passkey = z.infer<typeof Passkey>;

export const PasskeyList = z
  .strictObject({ items: z.array(Passkey), nextCursor: z.null() })
  .meta({ id: 'PasskeyList' });
export type PasskeyList = z.infer<typeof PasskeyList>;

/** What `navigator.credentials.create` or `get` takes, in the JSON form of WebAuthn. It is valid for five minutes and works once. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() }).meta({ id: 'PasskeyOptions' });
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;

const base64url = z.string().regex(/^[\w-]*$/);

/** What a browser answers, in the JSON form of WebAuthn, which gets more fields with time. */
const credential = {
  id: base64url.min(1).max(1400),
  rawId: base64url.min(1).max(1400),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
};
const ofBrowser = { clientDataJSON: base64url.min(1).max(10_000) };

export const NewPasskey = z
  .strictObject({
    name: PasskeyName,
    response: z.looseObject({
      ...credential,
      response: z.looseObject({
        ...ofBrowser,
        attestationObject: base64url.min(1).max(100_000),
        transports: z.array(z.string().max(40)).max(20).optional(),
      }),
    }),
  })
  .meta({ id: 'NewPasskey' });
export type NewPasskey = z.infer<typeof NewPasskey>;

export const PasskeyChange = z.strictObject({ name: PasskeyName }).meta({ id: 'PasskeyChange' });
export type PasskeyChange = z.infer<typeof PasskeyChange>;

export const NewPasskeySession = z
  .strictObject({
    response: z.looseObject({
      ...credential,
      response: z.looseObject({
        ...ofBrowser,
        authenticatorData: base64url.min(1).max(10_000),
        signature: base64url.min(1).max(10_000),
        userHandle: base64url.max(200).nullish(),
      }),
    }),
  })
  .meta({ id: 'NewPasskeySession' });
export type NewPasskeySession = z.infer<typeof NewPasskeySession>;
