import { z } from 'zod';
import { Person } from '../values/names.js';

/** A person, or (`team`) a team. */
export const Mention = Person.extend({ team: z.literal(true).optional() }).meta({ id: 'Mention' });
export type Mention = z.infer<typeof Mention>;

/**
 * The people that a text mentions as `[@Name](person:ID)`, and (`team`) the teams that it mentions as `[@Name](team:ID)`, with
 * their current names. Only people who can read the board, or could when they left, count.
 */
export const Mentions = z.array(Mention);
export type Mentions = z.infer<typeof Mentions>;
