import { z } from 'zod';
import { PageQuery, page } from '../values/lists.js';
import { BoardKey } from '../values/names.js';
import { PlainDate, TimeZone } from '../values/time.js';
import { Request } from './requests.js';

/** A request with its board, for lists across boards. */
export const QueueItem = z
  .strictObject({
    board: z.strictObject({ key: BoardKey, name: z.string(), today: PlainDate, timeZone: TimeZone }),
    request: Request,
  })
  .meta({ id: 'QueueItem' });
export type QueueItem = z.infer<typeof QueueItem>;

/**
 * The waiting requests of all boards of a workspace, by deadline, then by class. The caller's own list starts
 * with what they can act on (questions, then usable tickets among the newest 200 answers), then waiting
 * requests by deadline, then answered ones, newest first.
 */
export const QueueList = page(QueueItem).meta({ id: 'QueueList' });
export type QueueList = z.infer<typeof QueueList>;

/**
 * `?of=me` lists the caller's own requests and needs a role that can submit; without it the list needs a role
 * that can read all requests.
 */
export const QueueQuery = PageQuery.extend({ of: z.enum(['me']).optional() });
export type QueueQuery = z.infer<typeof QueueQuery>;
