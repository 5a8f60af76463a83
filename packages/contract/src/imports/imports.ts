import { columnOrderFaults, isSameName } from '@weir/domain';
import { z } from 'zod';
import { LimitMax } from '../limits/limits.js';
import { BoardKey, Id, Person, WorkspaceSlug } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant, TimeZone } from '../values/time.js';
import { ColumnKind } from '../values/vocabulary.js';
import { ImportOutlook } from './import-outlook.js';
import { DateOrder, ImportFormat, ImportSource, SourceRef, TableTarget } from './import-source.js';

/** The days after which an import and its report are deleted. */
export const daysOfImports = 14;

const count = z.int().min(0);
/** How many columns, labels, custom fields and people a file may name, of each kind. */
export const mostNamed = 5000;

/** The columns of the source whose cards go to this column. */
const from = z.array(SourceRef).max(mostNamed);

const NewImportBoard = z
  .strictObject({
    kind: z.literal('new'),
    key: BoardKey,
    name: line(80),
    timeZone: TimeZone,
    columns: z
      .array(z.strictObject({ name: line(60), kind: ColumnKind, limit: LimitMax.nullable(), from }))
      .min(3)
      .max(30),
  })
  .superRefine(({ columns }, ctx) => {
    for (const { at, code, params } of columnOrderFaults(columns.map(({ kind }) => kind)))
      ctx.addIssue({
        code: 'custom',
        path: at === undefined ? ['columns'] : ['columns', at, 'kind'],
        message: code,
        ...(params && { params }),
      });
    for (const [at, { name }] of columns.entries())
      if (columns.slice(0, at).some((other) => isSameName(other.name, name)))
        ctx.addIssue({ code: 'custom', path: ['columns', at, 'name'], message: 'columnNameTaken' });
  });

const ExistingImportBoard = z.strictObject({
  kind: z.literal('existing'),
  board: BoardKey,
  columns: z.array(z.strictObject({ columnId: Id, from })).max(60),
});

/** Boards of a workspace, each with the key that it gets here; null: it is not imported. */
const ImportBoards = z
  .strictObject({
    kind: z.literal('boards'),
    boards: z.array(z.strictObject({ ref: SourceRef, key: BoardKey.nullable() })).max(1000),
  })
  .superRefine(({ boards }, ctx) => {
    for (const [at, { key }] of boards.entries())
      if (key !== null && boards.slice(0, at).some((other) => other.key === key))
        ctx.addIssue({ code: 'custom', path: ['boards', at, 'key'], message: 'boardKeyTwice' });
  });

/**
 * Where the cards go. Cards of a source’s column that is in no `from` are left out. Cards without a column go to the first queue
 * column. `people`: the member for each person in the source. People without a `userId` are not assigned, and their comments begin
 * with their name. `archived`: whether to import archived cards. `table`: the target of each header, in their order; null for JSON
 * files.
 * The export of a workspace goes to `boards`: each becomes a new one, or is the one that an earlier import of it made.
 */
export const ImportPlan = z
  .strictObject({
    target: z.discriminatedUnion('kind', [NewImportBoard, ExistingImportBoard, ImportBoards]),
    people: z.array(z.strictObject({ ref: SourceRef, userId: Id.nullable() })).max(mostNamed),
    archived: z.boolean(),
    table: z.strictObject({ headers: z.array(TableTarget).max(500), dates: DateOrder }).nullable(),
  })
  .meta({ id: 'ImportPlan' });
export type ImportPlan = z.infer<typeof ImportPlan>;

/**
 * Of `total` cards, `processed` are finished: `created`, `existing` (from an earlier import), `leftOut` by the plan, or `refused`.
 * `inQueue`: the created cards that went before the commitment point because of a limit.
 */
export const ImportProgress = z
  .strictObject({
    total: count,
    processed: count,
    created: count,
    inQueue: count,
    existing: count,
    leftOut: count,
    refused: count,
  })
  .meta({ id: 'ImportProgress' });
export type ImportProgress = z.infer<typeof ImportProgress>;

/** `ready`: it can be changed and started. `stopped`: it ended early because of `problem`, and can be started again. */
export const ImportState = z.enum(['ready', 'running', 'done', 'stopped']).meta({ id: 'ImportState' });
export type ImportState = z.infer<typeof ImportState>;

export const ImportProblem = z.enum(['not-allowed', 'board-archived', 'not-found', 'cap-reached', 'failed']);
export type ImportProblem = z.infer<typeof ImportProblem>;

const summary = {
  id: Id,
  name: z.string(),
  format: ImportFormat,
  state: ImportState,
  by: Person,
  at: Instant,
  /** When it and its report are deleted. */
  until: Instant,
  /** The board that it fills; null before the start. */
  board: z.strictObject({ key: BoardKey, name: z.string() }).nullable(),
  progress: ImportProgress,
  problem: ImportProblem.nullable(),
};

export const ImportSummary = z.strictObject(summary).meta({ id: 'ImportSummary' });
export type ImportSummary = z.infer<typeof ImportSummary>;

/** Newest first. */
export const ImportList = z.strictObject({ items: z.array(ImportSummary) }).meta({ id: 'ImportList' });
export type ImportList = z.infer<typeof ImportList>;

export const Import = z
  .strictObject({ ...summary, source: ImportSource, plan: ImportPlan, outlook: ImportOutlook.nullable() })
  .meta({ id: 'Import' });
export type Import = z.infer<typeof Import>;

/** `?name=`: the name of the file. `?timeZone=`: of the new board; it also suggests the order of dates. */
export const NewImportQuery = z.strictObject({
  name: z.string().max(4000).optional(),
  timeZone: TimeZone.optional(),
});
export type NewImportQuery = z.infer<typeof NewImportQuery>;

export const ImportParams = z.strictObject({ workspace: WorkspaceSlug, import: Id });
export type ImportParams = z.infer<typeof ImportParams>;
