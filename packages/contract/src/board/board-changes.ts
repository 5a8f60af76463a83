import { z } from 'zod';
import { Card } from '../cards/cards.js';
import { BoardNumber, Id, Seq } from '../values/names.js';
import { SeqParam } from '../values/params.js';
import { PlainDate } from '../values/time.js';
import { Board } from './board.js';

/**
 * What of a board changed after a seq: all but its cards as it is at `seq`, and of the cards only those that changed. Apply
 * it to the board with `applyChanges`.
 */
export const BoardChanges = z
  .strictObject({
    ...Board.omit({ cards: true, nextCursor: true }).shape,
    /** The documents of the cards that changed and that the board shows. */
    cards: z.array(Card),
    /** The numbers of the cards that changed and that the board does not show: archived, deleted, or delivered long ago. */
    gone: z.array(BoardNumber),
    /**
     * The cards that were placed: the column of each, and the card that it is now directly before; null: it is the last
     * one. Those of a column come from the last to the first, so that each neighbour has its place already.
     */
    placed: z.array(z.strictObject({ card: BoardNumber, columnId: Id, before: BoardNumber.nullable() })),
  })
  .meta({ id: 'BoardChanges' });
export type BoardChanges = z.infer<typeof BoardChanges>;

export type CardPlacement = BoardChanges['placed'][number];

/**
 * What `changes` answers for the seq of the message before. An event of a stream with `?documents=true` carries it. Its
 * seq may be later than the event’s. An event carries none if an earlier one had its changes, or if the board must be read.
 */
export const EventDocuments = z.strictObject({ after: Seq, changes: BoardChanges });
export type EventDocuments = z.infer<typeof EventDocuments>;

/**
 * `?after=812&today=2026-11-26&namesVersion=3`, all three from the board that the caller has. Without the last two the
 * caller compares them with the answer's, and reads the whole board where they differ.
 */
export const BoardChangesQuery = z.strictObject({
  after: SeqParam,
  today: PlainDate.optional(),
  namesVersion: z
    .codec(z.string().regex(/^\d{1,10}$/, 'number'), z.int().min(0), {
      decode: (digits) => Number(digits),
      encode: (value) => String(value),
    })
    .optional(),
});
export type BoardChangesQuery = z.infer<typeof BoardChangesQuery>;
