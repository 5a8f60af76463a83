import { z } from 'zod';
import { Override } from '../limits/overrides.js';
import { page } from '../values/lists.js';
import { BoardNumber, Id } from '../values/names.js';
import { Half } from '../values/vocabulary.js';
import { Card, ToRequester } from './cards.js';

/** The new position of one of several cards: before or after another card of the column, or last. */
export const CardMove = z
  .strictObject({
    card: BoardNumber,
    columnId: Id,
    before: BoardNumber.optional(),
    after: BoardNumber.optional(),
    swimlaneId: Id.nullable().optional(),
    half: Half.optional(),
  })
  .refine((move) => move.before === undefined || move.after === undefined, {
    error: 'beforeAndAfter',
    path: ['after'],
  })
  .meta({ id: 'CardMove' });
export type CardMove = z.infer<typeof CardMove>;

/**
 * Moves several cards, all or none. `before` and `after` refer to the positions after all moves. Two full
 * columns can exchange cards. `toRequester` is one reason for the requesters of all cards that go back before
 * the commitment point.
 */
export const NewMoves = z
  .strictObject({
    moves: z.array(CardMove).min(1).max(100),
    toRequester: ToRequester.optional(),
    override: Override.optional(),
  })
  .superRefine(({ moves }, ctx) => {
    for (const [at, { card }] of moves.entries()) {
      if (moves.findIndex((move) => move.card === card) < at)
        ctx.addIssue({ code: 'custom', path: ['moves', at, 'card'], message: 'cardTwice' });
    }
  })
  .meta({ id: 'NewMoves' });
export type NewMoves = z.infer<typeof NewMoves>;

/** The moved cards as they are now, in the order in which they were named. */
export const CardList = page(Card).meta({ id: 'CardList' });
export type CardList = z.infer<typeof CardList>;
