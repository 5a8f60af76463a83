import { z } from 'zod';
import { page } from '../values/lists.js';
import { Id, Person } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant } from '../values/time.js';
import { Mentions } from './mentions.js';

/** `editedAt`: when its text was last edited; null if it never was. */
export const Comment = z
  .strictObject({
    id: Id,
    text: z.string(),
    mentions: Mentions,
    by: Person.nullable(),
    at: Instant,
    editedAt: Instant.nullable(),
  })
  .meta({ id: 'Comment' });
export type Comment = z.infer<typeof Comment>;

export const NewComment = z.strictObject({ text: prose(5000) }).meta({ id: 'NewComment' });
export type NewComment = z.infer<typeof NewComment>;

/** By its writer: the whole text. */
export const CommentChange = z.strictObject({ text: prose(5000) }).meta({ id: 'CommentChange' });
export type CommentChange = z.infer<typeof CommentChange>;

/** Oldest first. */
export const CommentList = page(Comment).meta({ id: 'CommentList' });
export type CommentList = z.infer<typeof CommentList>;
