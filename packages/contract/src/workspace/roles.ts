import { z } from 'zod';
import { roles } from './permissions.js';

export const Role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof Role>;
