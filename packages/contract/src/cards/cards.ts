import { z } from 'zod';
import { Override } from '../limits/overrides.js';
import { ExternalId, Metadata, MetadataChange, NewMetadata } from '../values/external.js';
import type { SchemaFault } from '../values/input-faults.js';
import { longestCardTitle, shortestToRequester } from '../values/lengths.js';
import { BoardNumber, Id, Person, PersonOrGuest, Ref } from '../values/names.js';
import { line, prose } from '../values/text.js';
import { Instant, PlainDate } from '../values/time.js';
import { ClassOfService, Half, NotNowReason } from '../values/vocabulary.js';
import { FieldValues, FieldValuesChange } from './card-fields.js';
import { ChecklistItem, ChecklistProgress, NewChecklistItem } from './checklists.js';
import { CardLink } from './links.js';
import { Mentions } from './mentions.js';

export const CardTitle = line(longestCardTitle);
export const CardDescription = prose(20_000, 0);
/** Why a card is put back or blocked. */
export const CardReason = prose(500);

/** A `reason` that begins with `weir:` is a code of the system: `weir:leaseExpiredTwice`, `weir:leaseExpiredNoRoom`. */
export const Block = z
  .strictObject({ reason: z.string(), since: Instant, by: Person.nullable() })
  .meta({ id: 'Block' });
export type Block = z.infer<typeof Block>;

/** A program works on the card until then, or until its claim is renewed. */
export const Lease = z.strictObject({ by: Person, since: Instant, until: Instant }).meta({ id: 'Lease' });
export type Lease = z.infer<typeof Lease>;

const card = {
  number: BoardNumber,
  ref: Ref,
  version: z.int().min(1),
  title: z.string(),
  columnId: Id,
  /** Null where the column is not split. */
  half: Half.nullable(),
  classOfService: ClassOfService,
  assignees: z.array(Person),
  swimlaneId: Id.nullable(),
  labelIds: z.array(Id),
  /** Of custom fields. On the board without the texts that faces do not show; in the answer to a write, and with all details, all. */
  fields: FieldValues,
  checklist: ChecklistProgress,
  /** How many files it has. */
  attachments: z.int().min(0),
  /** Without deleted ones. */
  commentCount: z.int().min(0),
  blocked: Block.nullable(),
  /** The refs of the cards that block it by a link and are neither delivered nor archived. */
  blockedBy: z.array(Ref),
  /** The refs of the requests that the card waits on now. The card can still be moved. */
  waitsOn: z.array(Ref),
  /** Null where nobody has claimed it. */
  lease: Lease.nullable(),
  enteredColumnAt: Instant,
  committedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  archivedAt: Instant.nullable(),
  dueOn: PlainDate.nullable(),
  /** The request that this card answers. `left`: its requester has left and is not notified. */
  request: z
    .strictObject({
      number: BoardNumber,
      ref: Ref,
      requester: PersonOrGuest.extend({ left: z.literal(true).optional() }),
    })
    .nullable(),
};

/** A card as the board shows it. Every write of a card answers with one. */
export const Card = z.strictObject(card).meta({ id: 'Card' });
export type Card = z.infer<typeof Card>;

/** One period in which the card was blocked. `until` is null while it still is. */
export const PastBlock = z
  .strictObject({ reason: z.string(), since: Instant, by: Person.nullable(), until: Instant.nullable() })
  .meta({ id: 'PastBlock' });
export type PastBlock = z.infer<typeof PastBlock>;

/** A card with all its details: the answer of `GET B/cards/{number}`. */
export const CardDetail = z
  .strictObject({
    ...card,
    description: z.string(),
    mentions: Mentions,
    createdAt: Instant,
    /** When its version last changed. Comments and files change no version. */
    updatedAt: Instant,
    /** The id that a program gave it. */
    externalId: ExternalId.nullable(),
    metadata: Metadata,
    /** Null: the system made it as a recurring card, or (`imported`) an import did. */
    createdBy: Person.nullable(),
    imported: z.boolean(),
    checklistItems: z.array(ChecklistItem),
    blocks: z.array(PastBlock),
    /** By kind, the oldest first. */
    links: z.array(CardLink),
  })
  .meta({ id: 'CardDetail' });
export type CardDetail = z.infer<typeof CardDetail>;

const assigneeIds = z
  .array(Id)
  .max(20)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'personTwice' });

export const CardLabelIds = z
  .array(Id)
  .max(50)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'labelTwice' });

/**
 * A title is needed unless the card is a copy. `copyOf` is the number of a card of the board: what else is not given is as
 * on that card (title, description, class of service, labels, swimlane, and the checklist without a tick). Its column, people, due date,
 * files, comments, blocks, links and request are not copied, and where its description shows a file, the copy has the
 * file's name.
 */
export const NewCard = z
  .strictObject({
    title: CardTitle.optional(),
    copyOf: BoardNumber.optional(),
    columnId: Id.optional(),
    description: CardDescription.optional(),
    classOfService: ClassOfService.optional(),
    assigneeIds: assigneeIds.optional(),
    labelIds: CardLabelIds.optional(),
    fields: FieldValuesChange.optional(),
    swimlaneId: Id.nullable().optional(),
    dueOn: PlainDate.nullable().optional(),
    checklistItems: z.array(NewChecklistItem).max(100).optional(),
    /** 409 `key-taken` if a card of the board has it, archived ones too. */
    externalId: ExternalId.nullable().optional(),
    metadata: NewMetadata.optional(),
    override: Override.optional(),
  })
  .refine(({ title, copyOf }) => title !== undefined || copyOf !== undefined, {
    error: 'required',
    path: ['title'],
  })
  .meta({ id: 'NewCard' });
export type NewCard = z.infer<typeof NewCard>;

/** Only the given fields change. To move a card, change its position. */
export const CardChange = z
  .strictObject({
    title: CardTitle.optional(),
    description: CardDescription.optional(),
    classOfService: ClassOfService.optional(),
    assigneeIds: assigneeIds.optional(),
    labelIds: CardLabelIds.optional(),
    fields: FieldValuesChange.optional(),
    dueOn: PlainDate.nullable().optional(),
    externalId: ExternalId.nullable().optional(),
    metadata: MetadataChange.optional(),
    override: Override.optional(),
  })
  .meta({ id: 'CardChange' });
export type CardChange = z.infer<typeof CardChange>;

/**
 * A card by its external id. If the board has one with this id, also in the archive, only the given fields change. Otherwise it is
 * created, with `ifNew` as well: its column (the first queue column without), its swimlane and its checklist.
 */
export const PutCard = CardChange.omit({ externalId: true })
  .extend({
    title: CardTitle,
    ifNew: z
      .strictObject({
        columnId: Id.optional(),
        swimlaneId: Id.nullable().optional(),
        checklistItems: z.array(NewChecklistItem).max(100).optional(),
      })
      .optional(),
  })
  .meta({ id: 'PutCard' });
export type PutCard = z.infer<typeof PutCard>;

/**
 * Why accepted work goes back before the commitment point or leaves the board: each requester concerned reads it. The
 * reason `other` alone says nothing, so it needs a message of at least 10 characters.
 */
export const ToRequester = z
  .strictObject({ reason: NotNowReason, message: prose(2000, 0).optional() })
  .superRefine(({ reason, message = '' }, ctx) => {
    if (reason !== 'other' || [...message.trim()].length >= shortestToRequester) return;
    ctx.addIssue({
      code: 'custom',
      path: ['message'],
      message: 'writeToRequester' satisfies SchemaFault,
      params: { min: shortestToRequester },
    });
  })
  .meta({ id: 'ToRequester' });
export type ToRequester = z.infer<typeof ToRequester>;

/**
 * A card's new position: before or after another card of the column, or last. Without `half`, a card that
 * enters a split column starts in `doing`, and a card that stays in its column keeps its half. `swapWith`
 * exchanges the positions of two cards and needs no column; a column given with it must be that card's. A swap
 * exchanges no halves: without `half`, each card starts in `doing` of its new column; with it, this card takes
 * that half, and the other card the half that this one left.
 * `toRequester` is for a card that came from a request, if this or the other card of a swap goes back before the
 * commitment point.
 */
export const CardPosition = z
  .strictObject({
    columnId: Id.optional(),
    before: BoardNumber.optional(),
    after: BoardNumber.optional(),
    swimlaneId: Id.nullable().optional(),
    half: Half.optional(),
    swapWith: BoardNumber.optional(),
    toRequester: ToRequester.optional(),
    override: Override.optional(),
  })
  .superRefine((to, ctx) => {
    const refuse = (name: string, message: SchemaFault) =>
      ctx.addIssue({ code: 'custom', path: [name], message });
    if (to.columnId === undefined && to.swapWith === undefined) refuse('columnId', 'required');
    if (to.before !== undefined && to.after !== undefined) refuse('after', 'beforeAndAfter');
    if (to.swapWith === undefined) return;
    if (to.before !== undefined) refuse('before', 'swapHasNoPlace');
    if (to.after !== undefined) refuse('after', 'swapHasNoPlace');
    if (to.swimlaneId !== undefined) refuse('swimlaneId', 'swapHasNoPlace');
  })
  .meta({ id: 'CardPosition' });
export type CardPosition = z.infer<typeof CardPosition>;

/** Archives a card. `toRequester` is for one that came from a request and is not delivered. */
export const ArchiveCard = z
  .strictObject({ toRequester: ToRequester.optional() })
  .meta({ id: 'ArchiveCard' });
export type ArchiveCard = z.infer<typeof ArchiveCard>;

/**
 * Restores a card. `toRequester` is for one that came from a request, if its new column is a queue column. A delivered card
 * needs it.
 */
export const RestoreCard = z
  .strictObject({ toRequester: ToRequester.optional() })
  .meta({ id: 'RestoreCard' });
export type RestoreCard = z.infer<typeof RestoreCard>;

/** The reason on a card that answers a request, in the actor's words: its requester reads it. */
export const ReasonToRequester = prose(500, shortestToRequester);

/**
 * Puts a card back to the first queue column. If the card answers a request, its requester reads `reason`
 * and `message`. `reason` is then a code as in `toRequester`, or a text of at least 10 characters.
 */
export const PutBack = z
  .strictObject({ reason: CardReason, message: prose(2000).optional(), override: Override.optional() })
  .meta({ id: 'PutBack' });
export type PutBack = z.infer<typeof PutBack>;

export const NewBlock = z.strictObject({ reason: CardReason }).meta({ id: 'NewBlock' });
export type NewBlock = z.infer<typeof NewBlock>;
