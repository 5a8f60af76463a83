import { z } from 'zod';

/** The languages that Weir speaks, as BCP 47 names them. */
export const languages = ['en', 'de'] as const;
export const Language = z.enum(languages).meta({ id: 'Language' });
export type Language = z.infer<typeof Language>;
