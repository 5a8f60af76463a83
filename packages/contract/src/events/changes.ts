import { z } from 'zod';
import { BoardNumber, Id } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, Half } from '../values/vocabulary.js';

/** Where a card is, and the two dates that its column sets. `half` is null where the column is not split. */
const cardPlace = {
  columnId: Id,
  swimlaneId: Id.nullable(),
  half: Half.nullable(),
  committedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
};
export const CardPlace = z.strictObject(cardPlace);
export type CardPlace = z.infer<typeof CardPlace>;

export const CardMoved = z.strictObject({ card: BoardNumber, from: CardPlace, to: CardPlace });
export type CardMoved = z.infer<typeof CardMoved>;

export const CardAdded = z.strictObject({
  card: BoardNumber,
  to: z.strictObject({
    ...cardPlace,
    title: z.string(),
    classOfService: ClassOfService,
    assigneeIds: z.array(Id),
  }),
});
export type CardAdded = z.infer<typeof CardAdded>;

/** A card lost an assignee who can no longer be given work: they left, or their role changed. */
export const CardUnassigned = z.strictObject({
  card: BoardNumber,
  from: z.strictObject({ assigneeId: Id }),
  to: z.strictObject({ assigneeId: z.null() }),
});
export type CardUnassigned = z.infer<typeof CardUnassigned>;

export const RequestChanged = z.strictObject({ request: BoardNumber });
export type RequestChanged = z.infer<typeof RequestChanged>;

/** A waiting request was shed: the queue grew beyond its high watermark. It can be asked again from `until`. */
export const RequestShed = z.strictObject({
  request: BoardNumber,
  to: z.strictObject({ kind: z.literal('shed'), until: PlainDate }),
});
export type RequestShed = z.infer<typeof RequestShed>;
