import { z } from 'zod';
import { Person } from '../values/names.js';

/** Whether the caller watches a card, and all who watch it, by name. They are notified of its comments and blocks. */
export const CardWatch = z
  .strictObject({ watching: z.boolean(), watchers: z.array(Person) })
  .meta({ id: 'CardWatch' });
export type CardWatch = z.infer<typeof CardWatch>;
