import { z } from 'zod';
import { Instant } from '../../values/time.js';
import { PasswordChange } from './passwords.js';

const { currentPassword } = PasswordChange.shape;

/** The six digits of an authenticator app, or a recovery code. Spaces, hyphens and capitals don't matter. */
export const SecondStepCode = z.string().trim().min(1).max(40);

/** `since`: null while it is off. */
export const TwoFactorState = z
  .strictObject({ since: Instant.nullable(), recoveryCodesLeft: z.int().min(0) })
  .meta({ id: 'TwoFactorState' });
export type TwoFactorState = z.infer<typeof TwoFactorState>;

export const NewTotpSecret = z.strictObject({ currentPassword }).meta({ id: 'NewTotpSecret' });
export type NewTotpSecret = z.infer<typeof NewTotpSecret>;

/** `secret` in base 32, for an authenticator app; `uri` has it for a QR code. It waits for its first code until `expiresAt`. */
export const TotpSecret = z
  .strictObject({ secret: z.string(), uri: z.string(), expiresAt: Instant })
  .meta({ id: 'TotpSecret' });
export type TotpSecret = z.infer<typeof TotpSecret>;

export const TwoFactorConfirmation = z
  .strictObject({ code: SecondStepCode })
  .meta({ id: 'TwoFactorConfirmation' });
export type TwoFactorConfirmation = z.infer<typeof TwoFactorConfirmation>;

/** Each works once. They are shown once: only their hashes are stored. */
export const RecoveryCodes = z
  .strictObject({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'RecoveryCodes' });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const TwoFactorProof = z
  .strictObject({ currentPassword, code: SecondStepCode })
  .meta({ id: 'TwoFactorProof' });
export type TwoFactorProof = z.infer<typeof TwoFactorProof>;
