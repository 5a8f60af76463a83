import { z } from 'zod';
import { BoardNumber, Id } from '../values/names.js';
import { Role } from '../workspace/roles.js';
import { LimitRemoved } from './board-events.js';
import { CardUnassigned } from './changes.js';

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
  'member.left': z.array(
    z.union([
      z.strictObject({ user: Id }),
      CardUnassigned,
      z.strictObject({
        request: BoardNumber,
        from: z.strictObject({ state: z.literal('waiting') }),
        to: z.strictObject({ state: z.literal('answered'), kind: z.literal('withdrawn') }),
      }),
      LimitRemoved,
    ]),
  ),
};
