import { z } from 'zod';
import { Card } from '../cards/cards.js';
import { QueueItem } from '../requests/request-queue.js';
import { Cursor } from '../values/lists.js';
import { ColumnKind } from '../values/vocabulary.js';

/** A card of the caller that is not delivered, with its board and its column. */
export const MyCard = z
  .strictObject({
    board: QueueItem.shape.board,
    column: z.strictObject({ name: z.string(), kind: ColumnKind }),
    card: Card,
  })
  .meta({ id: 'MyCard' });
export type MyCard = z.infer<typeof MyCard>;

/**
 * The caller's work on all boards that are not archived. `items`: their cards, board by board, those in progress first,
 * the oldest first. `requests`: up to 20 of their own requests that wait, questions to them first. `toAnswer`: the 20
 * most urgent requests that wait for an answer, if the caller may give one. These two are on the first page only.
 */
export const MyWork = z
  .strictObject({
    items: z.array(MyCard),
    nextCursor: Cursor.nullable(),
    requests: z.array(QueueItem),
    toAnswer: z.array(QueueItem),
  })
  .meta({ id: 'MyWork' });
export type MyWork = z.infer<typeof MyWork>;
