import { z } from 'zod';
import { BoardKey, BoardNumber, Id, Ref } from '../values/names.js';
import { LinkKind } from '../values/vocabulary.js';

/** What a card is to another one of the workspace, and that card as it is now. */
export const CardLink = z
  .strictObject({
    id: Id,
    kind: LinkKind,
    card: z.strictObject({
      board: BoardKey,
      number: BoardNumber,
      ref: Ref,
      title: z.string(),
      /** The name of its column. */
      column: z.string(),
      delivered: z.boolean(),
      archived: z.boolean(),
    }),
  })
  .meta({ id: 'CardLink' });
export type CardLink = z.infer<typeof CardLink>;

/** `board` is the key of the other card's board; without it, it is on the same board. */
export const NewCardLink = z
  .strictObject({ kind: LinkKind, board: BoardKey.optional(), card: BoardNumber })
  .meta({ id: 'NewCardLink' });
export type NewCardLink = z.infer<typeof NewCardLink>;
