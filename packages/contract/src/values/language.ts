import { languages } from '@weir/domain';
import { z } from 'zod';

export const Language = z.enum(languages).meta({ id: 'Language' });
export type Language = z.infer<typeof Language>;
