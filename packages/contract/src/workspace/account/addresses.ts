import { z } from 'zod';
import { Email } from '../../values/names.js';
import { Instant } from '../../values/time.js';
import { PasswordChange } from './passwords.js';

export const NewAddress = z
  .strictObject({ email: Email, currentPassword: PasswordChange.shape.currentPassword })
  .meta({ id: 'NewAddress' });
export type NewAddress = z.infer<typeof NewAddress>;

/** `failed`: no mail could be sent to the address. */
export const PendingAddress = z
  .strictObject({ email: z.string(), expiresAt: Instant, delivery: z.enum(['waiting', 'sent', 'failed']) })
  .meta({ id: 'PendingAddress' });
export type PendingAddress = z.infer<typeof PendingAddress>;

/** `pending`: the address waits until its person opens the link that was mailed there; null for none. */
export const AddressChangeState = z
  .strictObject({ pending: PendingAddress.nullable() })
  .meta({ id: 'AddressChangeState' });
export type AddressChangeState = z.infer<typeof AddressChangeState>;
