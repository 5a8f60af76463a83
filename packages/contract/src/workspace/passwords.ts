import { z } from 'zod';
import { Email } from '../values/names.js';
import { EmailConfirmation, NewSession, Password } from './accounts.js';

/** `currentPassword` as it was typed: accounts from before passwords were composed have a hash of that. */
export const PasswordChange = z
  .strictObject({ currentPassword: NewSession.shape.password.min(1), newPassword: Password })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** Whether this server can send the link by which a person sets a new password. */
export const PasswordResetState = z.strictObject({ mail: z.boolean() }).meta({ id: 'PasswordResetState' });
export type PasswordResetState = z.infer<typeof PasswordResetState>;

export const NewPasswordReset = z.strictObject({ email: Email }).meta({ id: 'NewPasswordReset' });
export type NewPasswordReset = z.infer<typeof NewPasswordReset>;

/** `token`: what follows `#` in the link of the mail. */
export const PasswordReset = z
  .strictObject({ ...EmailConfirmation.shape, newPassword: Password })
  .meta({ id: 'PasswordReset' });
export type PasswordReset = z.infer<typeof PasswordReset>;
