import { z } from 'zod';
import { ExternalId } from './external.js';
import { BoardKey, Id, maxInteger, Seq, WorkspaceSlug } from './names.js';

/** Path parameters. A value that can't name anything is refused like one in a body. */
export const BoardNumberParam = z.codec(
  z.string().regex(/^[1-9]\d{0,9}$/, 'boardNumber'),
  z.int().min(1).max(maxInteger),
  {
    decode: (digits) => Number(digits),
    encode: (value) => String(value),
  },
);

/** A seq in a query. */
export const SeqParam = z.codec(z.string().regex(/^\d{1,15}$/, 'seq'), Seq, {
  decode: (digits) => Number(digits),
  encode: (value) => String(value),
});

export const WorkspaceParams = z.strictObject({ workspace: WorkspaceSlug });
export type WorkspaceParams = z.infer<typeof WorkspaceParams>;

export const MemberParams = z.strictObject({ workspace: WorkspaceSlug, user: Id });
export type MemberParams = z.infer<typeof MemberParams>;

export const TeamParams = z.strictObject({ workspace: WorkspaceSlug, team: Id });
export type TeamParams = z.infer<typeof TeamParams>;

export const TeamMemberParams = TeamParams.extend({ user: Id });
export type TeamMemberParams = z.infer<typeof TeamMemberParams>;

export const InvitationParams = z.strictObject({ workspace: WorkspaceSlug, invitation: Id });
export type InvitationParams = z.infer<typeof InvitationParams>;

export const BoardParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey });
export type BoardParams = z.infer<typeof BoardParams>;

export const ColumnParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, column: Id });
export type ColumnParams = z.infer<typeof ColumnParams>;

export const SwimlaneParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, swimlane: Id });
export type SwimlaneParams = z.infer<typeof SwimlaneParams>;

export const LabelParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, label: Id });
export type LabelParams = z.infer<typeof LabelParams>;

export const CardTemplateParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  cardTemplate: Id,
});
export type CardTemplateParams = z.infer<typeof CardTemplateParams>;
export const FieldParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, field: Id });
export type FieldParams = z.infer<typeof FieldParams>;

export const FieldOptionParams = FieldParams.extend({ option: Id });
export type FieldOptionParams = z.infer<typeof FieldOptionParams>;

export const RecurringCardParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  recurringCard: Id,
});
export type RecurringCardParams = z.infer<typeof RecurringCardParams>;

export const SavedViewParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, view: Id });
export type SavedViewParams = z.infer<typeof SavedViewParams>;

export const ChecklistItemParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  number: BoardNumberParam,
  item: Id,
});
export type ChecklistItemParams = z.infer<typeof ChecklistItemParams>;

export const CommentParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  number: BoardNumberParam,
  comment: Id,
});
export type CommentParams = z.infer<typeof CommentParams>;

export const AttachmentParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  number: BoardNumberParam,
  attachment: Id,
});
export type AttachmentParams = z.infer<typeof AttachmentParams>;

export const CardLinkParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  number: BoardNumberParam,
  link: Id,
});
export type CardLinkParams = z.infer<typeof CardLinkParams>;

export const LimitParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, limit: Id });
export type LimitParams = z.infer<typeof LimitParams>;
export const TrialParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, trial: Id });
export type TrialParams = z.infer<typeof TrialParams>;

export const TemplateParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, template: Id });
export type TemplateParams = z.infer<typeof TemplateParams>;

export const FormParams = z.strictObject({ workspace: WorkspaceSlug, board: BoardKey, form: Id });
export type FormParams = z.infer<typeof FormParams>;

/** A guest's request. Their link names the workspace. */
export const GuestRequestParams = z.strictObject({ board: BoardKey, number: BoardNumberParam });
export type GuestRequestParams = z.infer<typeof GuestRequestParams>;

/** A card or a request by the id that a program gave it. */
export const ExternalIdParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  externalId: ExternalId,
});
export type ExternalIdParams = z.infer<typeof ExternalIdParams>;

/** Of a card or a request. */
export const BoardNumberParams = z.strictObject({
  workspace: WorkspaceSlug,
  board: BoardKey,
  number: BoardNumberParam,
});
export type BoardNumberParams = z.infer<typeof BoardNumberParams>;

/**
 * `?cardsTo=` when a column is removed: the column that takes its cards, archived ones too, if it has room.
 * Without it the column must be empty.
 */
export const RemoveColumnQuery = z.strictObject({ cardsTo: Id.optional() });
export type RemoveColumnQuery = z.infer<typeof RemoveColumnQuery>;

/** `?columnId=` when a card is restored: a column other than its last one, if it has room. */
export const RestoreCardQuery = z.strictObject({ columnId: Id.optional() });
export type RestoreCardQuery = z.infer<typeof RestoreCardQuery>;

/**
 * `?cardsTo=` when a swimlane is removed: another swimlane, or `none`. Without it the swimlane must be empty.
 */
export const RemoveSwimlaneQuery = z.strictObject({
  cardsTo: z.union([Id, z.literal('none')], { error: 'swimlaneOrNone' }).optional(),
});
export type RemoveSwimlaneQuery = z.infer<typeof RemoveSwimlaneQuery>;

/** `?fromCards=true` when a label is removed: cards that have it, archived ones too, lose it. Without it no card may have it. */
export const RemoveLabelQuery = z.strictObject({ fromCards: z.enum(['true']).optional() });
export type RemoveLabelQuery = z.infer<typeof RemoveLabelQuery>;

/**
 * `?fromCards=true` when a custom field or an option is removed: cards that have a value of it, archived ones too, lose it.
 * Without it no card may have one.
 */
export const RemoveFieldQuery = z.strictObject({ fromCards: z.enum(['true']).optional() });
export type RemoveFieldQuery = z.infer<typeof RemoveFieldQuery>;

/** `Idempotency-Key`: 1 to 255 printable ASCII characters. */
export const IdempotencyKey = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'idempotencyKey');
export type IdempotencyKey = z.infer<typeof IdempotencyKey>;

/** One of the caller’s own sessions. */
export const PasskeyParams = z.strictObject({ passkey: Id });
export type PasskeyParams = z.infer<typeof PasskeyParams>;

export const PushSubscriptionParams = z.strictObject({ subscription: Id });
export type PushSubscriptionParams = z.infer<typeof PushSubscriptionParams>;

export const ApiTokenParams = z.strictObject({ workspace: WorkspaceSlug, token: Id });
export type ApiTokenParams = z.infer<typeof ApiTokenParams>;

export const ServiceAccountParams = z.strictObject({ workspace: WorkspaceSlug, account: Id });
export type ServiceAccountParams = z.infer<typeof ServiceAccountParams>;

export const OwnSessionParams = z.strictObject({ session: Id });
export type OwnSessionParams = z.infer<typeof OwnSessionParams>;
