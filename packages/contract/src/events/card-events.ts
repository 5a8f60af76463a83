import { z } from 'zod';
import { BoardNumber, Id } from '../values/names.js';
import { PlainDate } from '../values/time.js';
import { ClassOfService } from '../values/vocabulary.js';
import { CardAdded, CardMoved, CardPlace, CardUnassigned } from './changes.js';

const cardFields = z
  .strictObject({
    title: z.string(),
    description: z.string(),
    classOfService: ClassOfService,
    dueOn: PlainDate.nullable(),
    assigneeIds: z.array(Id),
  })
  .partial();

/** What the events of cards carry in `changes`. A delivered card that is taken up again may lose assignees. */
export const cardEventChanges = {
  'card.created': z.array(CardAdded),
  'card.changed': z.array(z.strictObject({ card: BoardNumber, from: cardFields, to: cardFields })),
  'card.moved': z.array(z.union([CardMoved, CardUnassigned])),
  /** Several cards by one command, in the order in which they were named. */
  'cards.moved': z.array(z.union([CardMoved, CardUnassigned])),
  'card.swapped': z.array(z.union([CardMoved, CardUnassigned])),
  /** Back to the first queue column; its requester reads `reason` and `message`. */
  'card.putBack': z.array(
    z.union([CardMoved.extend({ reason: z.string(), message: z.string().nullable() }), CardUnassigned]),
  ),
  /** `from.reason` is null unless the card was blocked already and its reason was corrected. */
  'card.blocked': z.array(
    z.strictObject({
      card: BoardNumber,
      from: z.strictObject({ reason: z.string().nullable() }),
      to: z.strictObject({ reason: z.string() }),
    }),
  ),
  'card.unblocked': z.array(
    z.strictObject({ card: BoardNumber, from: z.strictObject({ reason: z.string() }) }),
  ),
  'card.archived': z.array(z.strictObject({ card: BoardNumber, from: z.strictObject({ columnId: Id }) })),
  /** To the column that it was archived in (only `to`), or to another one (the whole place, before and after). */
  'card.restored': z.array(
    z.union([
      z.strictObject({ card: BoardNumber, to: z.strictObject({ columnId: Id }) }),
      z.strictObject({ card: BoardNumber, from: CardPlace, to: CardPlace }),
      CardUnassigned,
    ]),
  ),
  'card.commented': z.array(z.strictObject({ card: BoardNumber, comment: Id })),
};
