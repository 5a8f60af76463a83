import { z } from 'zod';
import { Id, PersonOrGuest } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant } from '../values/time.js';

/** A message in the conversation on a request. */
export const Message = z
  .strictObject({
    id: Id,
    body: z.string(),
    /** A question to the requester. It pauses the request's clock until they reply. */
    asks: z.boolean(),
    by: PersonOrGuest,
    at: Instant,
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

/** All messages, oldest first. */
export const MessageList = z.strictObject({ items: z.array(Message) }).meta({ id: 'MessageList' });
export type MessageList = z.infer<typeof MessageList>;

/** Only managers can set `asks`. The requester replies without it, which resumes the clock. */
export const NewMessage = z
  .strictObject({ body: prose(5000), asks: z.boolean().optional() })
  .meta({ id: 'NewMessage' });
export type NewMessage = z.infer<typeof NewMessage>;
