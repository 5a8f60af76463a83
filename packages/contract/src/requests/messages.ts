import { z } from 'zod';
import { Id, Person } from '../values/names.js';
import { prose } from '../values/text.js';
import { Instant } from '../values/time.js';

/** A message in the conversation on a request. */
export const Message = z
  .strictObject({
    id: Id,
    body: z.string(),
    /** A question to who asked for the request: its clock stands still until they reply. */
    asks: z.boolean(),
    by: Person,
    at: Instant,
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;

/** Oldest first, all of them. */
export const MessageList = z.strictObject({ items: z.array(Message) }).meta({ id: 'MessageList' });
export type MessageList = z.infer<typeof MessageList>;

/** `asks` is a manager's; whoever asked for the request replies without it, and the clock goes on. */
export const NewMessage = z
  .strictObject({ body: prose(5000), asks: z.boolean().optional() })
  .meta({ id: 'NewMessage' });
export type NewMessage = z.infer<typeof NewMessage>;
