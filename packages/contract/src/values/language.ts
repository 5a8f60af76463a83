import { z } from 'zod';

/** The languages of Weir, as BCP 47 tags. */
export const languages = ['en', 'de'] as const;
export const Language = z.enum(languages).meta({ id: 'Language' });
export type Language = z.infer<typeof Language>;
