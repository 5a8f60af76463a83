import { z } from 'zod';
import { BoardNumber, Id } from '../values/names.js';
import { Role } from '../workspace/roles.js';
import { LimitRemoved } from './board-events.js';
import { CardUnassigned } from './changes.js';

const RequestEnded = z.strictObject({
  request: BoardNumber,
  from: z.strictObject({ state: z.literal('waiting') }),
  to: z.strictObject({ state: z.literal('answered'), kind: z.literal('withdrawn') }),
});

/** What the events of members carry in `changes`: one event on each board that had something of theirs. */
export const memberEventChanges = {
  /** To a role that can't be given work: their cards lose them, and their limits are gone. */
  'member.changed': z.array(
    z.union([
      z.strictObject({
        user: Id,
        from: z.strictObject({ role: Role }),
        to: z.strictObject({ role: Role }),
      }),
      CardUnassigned,
      LimitRemoved,
    ]),
  ),
  /** Their waiting requests end as withdrawn, too. */
  'member.left': z.array(z.union([z.strictObject({ user: Id }), CardUnassigned, RequestEnded, LimitRemoved])),
  /**
   * A person's data were erased. First who it is: a member (`user`) or a guest of the public form. Then each text that is
   * `[erased]` now, also in all earlier events (if `resync`, there are too many to name), and what ended as in `member.left`.
   */
  'person.erased': z.array(
    z.union([
      z.strictObject({ user: Id, resync: z.literal(true).optional() }),
      z.strictObject({ guest: Id, resync: z.literal(true).optional() }),
      z.strictObject({ card: BoardNumber, comment: Id }),
      /** Its file is deleted, and its name is `[erased]` in all earlier events. */
      z.strictObject({ card: BoardNumber, attachment: Id }),
      z.strictObject({ card: BoardNumber }),
      z.strictObject({ cardTemplate: Id }),
      z.strictObject({ recurringCard: Id }),
      z.strictObject({ request: BoardNumber, message: Id }),
      z.strictObject({ request: BoardNumber }),
      RequestEnded,
      CardUnassigned,
      LimitRemoved,
    ]),
  ),
};
