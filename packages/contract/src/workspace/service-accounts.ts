import { z } from 'zod';
import { PersonName } from '../values/names.js';
import { Role } from './roles.js';

/** A service account is no owner, so that a workspace always has a person who manages it. */
export const ServiceAccountRole = Role.exclude(['owner']).meta({ id: 'ServiceAccountRole' });
export type ServiceAccountRole = z.infer<typeof ServiceAccountRole>;

export const NewServiceAccount = z
  .strictObject({ name: PersonName, role: ServiceAccountRole })
  .meta({ id: 'NewServiceAccount' });
export type NewServiceAccount = z.infer<typeof NewServiceAccount>;

export const ServiceAccountChange = NewServiceAccount.partial().meta({ id: 'ServiceAccountChange' });
export type ServiceAccountChange = z.infer<typeof ServiceAccountChange>;
