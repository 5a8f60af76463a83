import { z } from 'zod';
import { BoardNumber, Id } from '../values/names.js';
import { Instant } from '../values/time.js';
import { block } from './card-events.js';
import { CardPlace, CardPlaced } from './changes.js';

/** Who has claimed the card (a member), since when and until when. */
export const leaseValues = { by: Id, since: Instant, until: Instant };
const lease = z.strictObject(leaseValues).nullable();
const held = { assigneeIds: z.array(Id), lease };

/** A claim begins or ends: the card's place, all its people, and its lease, before and after. `blocked` where it was blocked. */
const CardLeased = z.strictObject({
  card: BoardNumber,
  from: CardPlace.extend(held),
  to: CardPlaced.extend(held).extend({ blocked: z.strictObject(block).optional() }),
});

/**
 * What the events of claims carry in `changes`. A lease also ends, without an event of its own, when an event moves its card to another
 * column or the done half, archives it, or takes its holder off it. That event also says that the holder is unassigned, if the
 * claim had assigned them.
 */
export const leaseEventChanges = {
  /** The holder took the next card. */
  'card.claimed': z.array(CardLeased),
  /** Only its end moved. */
  'card.leaseRenewed': z.array(
    z.strictObject({
      card: BoardNumber,
      from: z.strictObject({ lease }),
      to: z.strictObject({ lease }),
    }),
  ),
  /** The holder is done with it: it moved on. */
  'card.completed': z.array(CardLeased),
  /** The holder gave up, and said why. The card went back, or was blocked with the reason. */
  'card.failed': z.array(CardLeased.extend({ reason: z.string() })),
  /** The holder gave it back. */
  'card.released': z.array(CardLeased),
  /** Somebody else ended the claim. The card stayed where it was. */
  'card.leaseTaken': z.array(CardLeased),
  /** Its time was over. The card went back, or was blocked: a reason that begins with `weir:` is a code. */
  'card.leaseExpired': z.array(CardLeased),
};
