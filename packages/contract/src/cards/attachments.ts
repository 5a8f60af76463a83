import { z } from 'zod';
import { Id, Person } from '../values/names.js';
import { Instant } from '../values/time.js';

/**
 * A file of a card. `type` is what its content is, whatever its name says: `application/octet-stream` where that is not
 * known. Only a picture that a page can show (PNG, JPEG, GIF, WebP) has a width and a height, in pixels.
 */
export const Attachment = z
  .strictObject({
    id: Id,
    name: z.string(),
    type: z.string(),
    bytes: z.int().min(1),
    width: z.int().min(1).nullable(),
    height: z.int().min(1).nullable(),
    by: Person.nullable(),
    at: Instant,
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof Attachment>;

/** All attachments of a card, oldest first, and the most bytes that a new one may have. */
export const AttachmentList = z
  .strictObject({ items: z.array(Attachment), maxBytes: z.int().min(1) })
  .meta({ id: 'AttachmentList' });
export type AttachmentList = z.infer<typeof AttachmentList>;

/** `?name=`: the name of the file. Folders and control characters in it are left out, and what is beyond 255 characters. */
export const NewAttachmentQuery = z.strictObject({ name: z.string().max(4000).optional() });
export type NewAttachmentQuery = z.infer<typeof NewAttachmentQuery>;
