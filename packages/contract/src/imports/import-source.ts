import { z } from 'zod';
import { FieldKind, LabelColour } from '../values/vocabulary.js';

/** The tool that made the file. `csv`: another table; `weir`: the export of a workspace. */
export const ImportFormat = z
  .enum(['weir', 'trello', 'wekan', 'planka', 'jira', 'linear', 'github', 'csv'])
  .meta({ id: 'ImportFormat' });
export type ImportFormat = z.infer<typeof ImportFormat>;

const count = z.int().min(0);

/** The id of a thing in its own tool; in a table, the text of the cell. */
export const SourceRef = z.string().max(500);
export type SourceRef = z.infer<typeof SourceRef>;

/**
 * `archived`: how many of its `cards` are archived. `isArchived`: the whole column is. `isDone`: the source says that its cards are
 * done; otherwise its name is read. `limit`: its WIP limit in the source.
 */
export const SourceColumn = z
  .strictObject({
    ref: SourceRef,
    name: z.string(),
    cards: count,
    archived: count,
    isArchived: z.boolean(),
    isDone: z.boolean().optional(),
    limit: count.nullable(),
  })
  .meta({ id: 'SourceColumn' });
export type SourceColumn = z.infer<typeof SourceColumn>;

export const SourceLabel = z
  .strictObject({ ref: SourceRef, name: z.string(), colour: LabelColour, cards: count })
  .meta({ id: 'SourceLabel' });
export type SourceLabel = z.infer<typeof SourceLabel>;

export const SourceField = z
  .strictObject({
    ref: SourceRef,
    name: z.string(),
    kind: FieldKind,
    cards: count,
    options: z.array(z.strictObject({ ref: SourceRef, name: z.string(), colour: LabelColour })),
  })
  .meta({ id: 'SourceField' });
export type SourceField = z.infer<typeof SourceField>;

/** `cards`: how many cards are assigned to them. */
export const SourcePerson = z
  .strictObject({ ref: SourceRef, name: z.string(), email: z.string().nullable(), cards: count })
  .meta({ id: 'SourcePerson' });
export type SourcePerson = z.infer<typeof SourcePerson>;

export const DateOrder = z.enum(['dayFirst', 'monthFirst']).meta({ id: 'DateOrder' });
export type DateOrder = z.infer<typeof DateOrder>;

/** How values like 03/04/2026 are read. `either`: no value shows it. */
const ShownOrder = DateOrder.or(z.literal('either'));
export type ShownOrder = z.infer<typeof ShownOrder>;

/**
 * A table: its encoding and delimiter, and its headers, each with the first values below it. `dates`: the order of day and month
 * that the values show; null if none of them depends on it.
 */
export const SourceTable = z
  .strictObject({
    encoding: z.string(),
    delimiter: z.string(),
    headers: z.array(
      z.strictObject({ name: z.string(), examples: z.array(z.string()), dates: ShownOrder.nullable() }),
    ),
  })
  .meta({ id: 'SourceTable' });
export type SourceTable = z.infer<typeof SourceTable>;

/** A board in the export of a workspace. */
export const SourceBoard = z
  .strictObject({
    ref: SourceRef,
    key: z.string(),
    name: z.string(),
    isArchived: z.boolean(),
    cards: count,
    requests: count,
  })
  .meta({ id: 'SourceBoard' });
export type SourceBoard = z.infer<typeof SourceBoard>;

/**
 * The content of a file. `links`: attachments, which become links. `boards`: those of a workspace. `shortNames`: names that are too
 * long and are shortened. `archiveBytes`: the size of the ZIP of an export, which is kept until the import is done.
 */
export const ImportSource = z
  .strictObject({
    board: z.string().nullable(),
    boards: z.array(SourceBoard).optional(),
    cards: count,
    archived: count,
    comments: count,
    checklistItems: count,
    links: count,
    columns: z.array(SourceColumn),
    labels: z.array(SourceLabel),
    fields: z.array(SourceField),
    people: z.array(SourcePerson),
    shortNames: count.optional(),
    archiveBytes: count.optional(),
    table: SourceTable.nullable(),
  })
  .meta({ id: 'ImportSource' });
export type ImportSource = z.infer<typeof ImportSource>;

/** The parts of a card that a column of a table can be. */
export const tableTargets = [
  'title',
  'description',
  'column',
  'labels',
  'people',
  'dueOn',
  'createdAt',
  'startedAt',
  'deliveredAt',
  'updatedAt',
  'archived',
  'checklist',
  'comment',
  'link',
  'id',
  'text',
  'number',
  'date',
  'choice',
  'nothing',
] as const;

/**
 * `id`: identifies the card when the import is repeated. `text` to `choice`: a custom field of that kind, with the header’s
 * name. `updatedAt`: counts as the delivery date of a card in a done column if the table has no other.
 */
export const TableTarget = z.enum(tableTargets).meta({ id: 'TableTarget' });
export type TableTarget = z.infer<typeof TableTarget>;

/** The targets whose cells are dates. */
export const dateTargets: readonly TableTarget[] = [
  'dueOn',
  'createdAt',
  'startedAt',
  'deliveredAt',
  'updatedAt',
  'date',
];
