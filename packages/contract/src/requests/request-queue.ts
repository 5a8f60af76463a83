import { z } from 'zod';
import { PageQuery, page } from '../values/lists.js';
import { BoardKey } from '../values/names.js';
import { PlainDate, TimeZone } from '../values/time.js';
import { Request } from './requests.js';

/** A request of any board, for who answers or asks on several. */
export const QueueItem = z
  .strictObject({
    board: z.strictObject({ key: BoardKey, name: z.string(), today: PlainDate, timeZone: TimeZone }),
    request: Request,
  })
  .meta({ id: 'QueueItem' });
export type QueueItem = z.infer<typeof QueueItem>;

/**
 * What waits on all boards of a workspace: by deadline, then by class. Of one's own, what rests in one's own hands comes
 * first (questions, then tickets of the newest 200 answers that may be used today), then what waits, by deadline, then
 * the answered, newest first.
 */
export const QueueList = page(QueueItem).meta({ id: 'QueueList' });
export type QueueList = z.infer<typeof QueueList>;

/** `?of=me` lists what the caller asked, and is for whoever may ask; without it the list is for whoever may read all. */
export const QueueQuery = PageQuery.extend({ of: z.enum(['me']).optional() });
export type QueueQuery = z.infer<typeof QueueQuery>;
