import { z } from 'zod';
import { line } from './text.js';

/** The largest number of a card, a request or a version: a PostgreSQL integer. */
export const maxInteger = 2_147_483_647;

export const Id = z.uuid({ error: 'uuid' }).toLowerCase();
export type Id = z.infer<typeof Id>;

/** The number of a card or a request, counted per board from 1. */
export const BoardNumber = z.int().min(1).max(maxInteger);
export type BoardNumber = z.infer<typeof BoardNumber>;

/** The name for people: `PLAT-42` for a card, `PLAT-R7` for a request. */
export const Ref = z.string().meta({ examples: ['PLAT-42', 'PLAT-R7'] });
export type Ref = z.infer<typeof Ref>;

/** Counts the changes of one board, from 1, without a gap. */
export const Seq = z.int().min(0);
export type Seq = z.infer<typeof Seq>;

export const WorkspaceSlug = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug');
export type WorkspaceSlug = z.infer<typeof WorkspaceSlug>;

export const BoardKey = z.string().regex(/^[A-Z][A-Z0-9]{1,9}$/, 'boardKey');
export type BoardKey = z.infer<typeof BoardKey>;

/** A person as others see them. People who left keep their name. */
export const Person = z.strictObject({ id: Id, name: z.string() }).meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

/** A member, or (`guest`) a requester without an account, by the name that they gave on the public form. */
export const PersonOrGuest = Person.extend({ guest: z.literal(true).optional() }).meta({
  id: 'PersonOrGuest',
});
export type PersonOrGuest = z.infer<typeof PersonOrGuest>;

export const PersonName = line(80);

/** Accepted in any case, stored in lower case. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ error: 'email' }));
export type Email = z.infer<typeof Email>;
