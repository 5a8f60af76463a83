import { z } from 'zod';
import { Email } from '../../values/names.js';
import { EmailConfirmation, NewSession, Password } from './accounts.js';

/** `currentPassword` is not normalized: the hashes of older accounts are of the password as typed. */
export const PasswordChange = z
  .strictObject({ currentPassword: NewSession.shape.password.min(1), newPassword: Password })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Whether this server can send the email with the link to set a new password. */
export const PasswordResetState = z.strictObject({ mail: z.boolean() }).meta({ id: 'PasswordResetState' });
export type PasswordResetState = z.infer<typeof PasswordResetState>;

export const NewPasswordReset = z.strictObject({ email: Email }).meta({ id: 'NewPasswordReset' });
export type NewPasswordReset = z.infer<typeof NewPasswordReset>;

/** `token`: what follows `#` in the link of the mail. */
export const PasswordReset = z
  .strictObject({ ...EmailConfirmation.shape, newPassword: Password })
  .meta({ id: 'PasswordReset' });
export type PasswordReset = z.infer<typeof PasswordReset>;
