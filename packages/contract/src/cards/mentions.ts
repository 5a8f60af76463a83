import { z } from 'zod';
import { Person } from '../values/names.js';

/**
 * The people whom a text mentions as `[@Name](person:ID)`, by their names of today. Who can't read the board, and never could,
 * is no mention.
 */
export const Mentions = z.array(Person);
export type Mentions = z.infer<typeof Mentions>;
