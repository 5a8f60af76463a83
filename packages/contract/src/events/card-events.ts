import { z } from 'zod';
import { FieldValue } from '../cards/card-fields.js';
import { ExternalId, Metadata } from '../values/external.js';
import { BoardKey, BoardNumber, Id, Ref } from '../values/names.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, LinkKind, WaitState } from '../values/vocabulary.js';
import {
  CardAdded,
  CardImported,
  CardMoved,
  CardPlace,
  CardPlaced,
  CardUnassigned,
  CardVersion,
} from './changes.js';
import { RecurringMoved } from './preset-events.js';

/** Only the custom fields that changed; null: no value. */
export const changedFields = z.record(Id, FieldValue.nullable());

const fields = {
  title: z.string(),
  description: z.string(),
  classOfService: ClassOfService,
  dueOn: PlainDate.nullable(),
  assigneeIds: z.array(Id),
  labelIds: z.array(Id),
  fields: changedFields,
  externalId: ExternalId.nullable(),
  /** All of it. */
  metadata: Metadata,
};
const cardFields = z.strictObject(fields).partial();

/** `since` and `by` (a member) are of the start of the block, also if only its reason was corrected. */
export const block = { reason: z.string(), since: Instant.optional(), by: Id.optional() };

/** A comment: its text, who wrote it (a member), and when. */
export const commentValues = { text: z.string(), by: Id, at: Instant };

const commentText = z.strictObject({ text: z.string() });

/** A file: its name, what it is, how large it is, who added it (a member), and when. */
export const attachmentValues = {
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  by: Id,
  at: Instant,
};
const attachment = z.strictObject(attachmentValues);

/** What the card is to another one, and the board and number of that one. */
export const linkValues = { kind: LinkKind, board: BoardKey, number: BoardNumber };
const link = z.strictObject(linkValues);
/** The request that the card or request waits on, and its state. */
export const waitValues = { board: BoardKey, number: BoardNumber, state: WaitState };
export const wait = z.strictObject(waitValues);
const blockers = z.strictObject({ blockedBy: z.array(Ref) });

const item = z.strictObject({
  text: z.string(),
  done: z.boolean(),
  assigneeId: Id.nullable(),
  dueOn: PlainDate.nullable(),
  /** The number of the card that it was turned into. */
  became: BoardNumber.nullable(),
});

/**
 * An item of a card's checklist. `from` is null for a new one, `to` for a deleted one. `before` is the item that it is
 * now directly before; null: it is the last one. Without it the order stays.
 */
export const ChecklistItemChanged = z.strictObject({
  card: BoardNumber,
  item: Id,
  from: item.partial().nullable(),
  to: item.extend({ before: Id.nullable() }).partial().nullable(),
});

const ItsVersion = z.strictObject({ card: BoardNumber, to: z.strictObject({ version: z.int().min(1) }) });

/**
 * What the events of cards carry in `changes`. A card that is taken from its claim, and a delivered one that is
 * reopened, may lose assignees.
 */
export const cardEventChanges = {
  /**
   * The new card, then the items of its checklist from the last to the first, then the recurring card that made it. From an item of a checklist: the new card,
   * the item, then the card that has it, with its new version.
   */
  'card.created': z.array(z.union([CardAdded, ChecklistItemChanged, ItsVersion, RecurringMoved])),
  /** A card of another tool or workspace, the items of its checklist from the last to the first, its comments, and its open block. The event’s time is that of the import. */
  'card.imported': z.array(
    z.union([
      CardImported,
      ChecklistItemChanged,
      z.strictObject({ card: BoardNumber, comment: Id, to: z.strictObject(commentValues) }),
      z.strictObject({
        card: BoardNumber,
        from: z.strictObject({ blocked: z.null() }),
        to: z.strictObject({ blocked: z.strictObject(block) }),
      }),
    ]),
  ),
  'card.changed': z.array(
    z.strictObject({
      card: BoardNumber,
      from: cardFields,
      to: z.strictObject({ ...fields, version: CardVersion }).partial(),
    }),
  ),
  'card.moved': z.array(z.union([CardMoved, CardUnassigned])),
  /** Several cards by one command; those of a column from the last to the first. */
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
      to: z.strictObject({ ...block, version: CardVersion }),
    }),
  ),
  'card.unblocked': z.array(
    z.strictObject({
      card: BoardNumber,
      from: z.strictObject({ reason: z.string() }),
      to: z.strictObject({ version: CardVersion }).optional(),
    }),
  ),
  'card.archived': z.array(
    z.union([
      z.strictObject({
        card: BoardNumber,
        from: z.strictObject({ columnId: Id }),
        to: z.strictObject({ archivedAt: Instant, version: CardVersion }).optional(),
      }),
      CardUnassigned,
    ]),
  ),
  /**
   * To the end of the column that it was archived in (only `to`), or of another one (the whole place, before and
   * after).
   */
  'card.restored': z.array(
    z.union([
      z.strictObject({
        card: BoardNumber,
        to: z.strictObject({ columnId: Id, version: CardVersion, before: z.null().optional() }),
      }),
      z.strictObject({ card: BoardNumber, from: CardPlace, to: CardPlaced }),
      CardUnassigned,
    ]),
  ),
  /**
   * The card first. Then the cards of its board that were linked to it, each with the link, and those of which an item had
   * become it, each with the item.
   */
  'card.deleted': z.array(
    z.union([
      z.strictObject({ card: BoardNumber, from: z.strictObject({ title: z.string() }), to: z.null() }),
      z.strictObject({ card: BoardNumber, link: Id, from: link, to: z.null() }),
      ChecklistItemChanged,
    ]),
  ),
  /** A new comment, only `to`; an edited one, its text before and after; a deleted one, `to` is null. */
  'card.commented': z.array(
    z.union([
      z.strictObject({ card: BoardNumber, comment: Id, to: z.strictObject(commentValues).optional() }),
      z.strictObject({ card: BoardNumber, comment: Id, from: commentText, to: commentText }),
      z.strictObject({ card: BoardNumber, comment: Id, to: z.null() }),
    ]),
  ),
  /** New items come from the last to the first; then the card with its new version. */
  'card.checklistChanged': z.array(z.union([ChecklistItemChanged, ItsVersion])),
  /** Both cards of a link, each with what it is to the other; where they are on two boards, each board has its own. */
  'card.linked': z.array(z.strictObject({ card: BoardNumber, link: Id, to: link })),
  'card.unlinked': z.array(z.strictObject({ card: BoardNumber, link: Id, from: link, to: z.null() })),
  /** A card of another board that blocks this one was delivered, archived, or came back. */
  'card.blockersChanged': z.array(z.strictObject({ card: BoardNumber, from: blockers, to: blockers })),
  /** A wait of the card on a request began, changed or was removed. */
  'card.waitsChanged': z.array(
    z.strictObject({ card: BoardNumber, wait: Id, from: wait.nullable(), to: wait.nullable() }),
  ),
  'attachment.added': z.array(z.strictObject({ card: BoardNumber, attachment: Id, to: attachment })),
  'attachment.removed': z.array(
    z.strictObject({ card: BoardNumber, attachment: Id, from: attachment, to: z.null() }),
  ),
};
