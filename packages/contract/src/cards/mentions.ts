import { z } from 'zod';
import { Person } from '../values/names.js';

/**
 * The people that a text mentions as `[@Name](person:ID)`, with their current names. Only people who can read the board, or
 * could when they left, count.
 */
export const Mentions = z.array(Person);
export type Mentions = z.infer<typeof Mentions>;
