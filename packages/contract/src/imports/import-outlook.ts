import { z } from 'zod';
import { Cap } from '../problems/caps.js';
import { BoardKey } from '../values/names.js';

const count = z.int().min(0);

/**
 * Notes on cards. Estimated: the start or the delivery date. Reversed: the start is after the delivery. Changed: texts that are too long,
 * a missing title. Left out: dates that can’t be read, people without a member, attachments without a web address, and labels, values,
 * checklist items, comments and links of cards beyond the caps.
 */
export const importNotes = [
  'startEstimated',
  'datesReversed',
  'deliveryEstimated',
  'deliveryUnknown',
  'shortened',
  'dateUnread',
  'unassigned',
  'labelsLeftOut',
  'valuesLeftOut',
  'itemsLeftOut',
  'commentsLeftOut',
  'linksLeftOut',
  'cardLinksLeftOut',
  'waitsLeftOut',
  'filesMissing',
  'filesLeftOut',
  'titleMissing',
] as const;
export const ImportNote = z.enum(importNotes).meta({ id: 'ImportNote' });
export type ImportNote = z.infer<typeof ImportNote>;

/**
 * What leaves no room for a waiting request on its board: the depth of its intake, the quota of a member (`openPerRequester`) or a
 * guest (`openPerGuest`), the depth of the public form for guests, the one expedite claim, or that the board is archived.
 */
export const IntakeRule = z
  .enum(['depth', 'openPerRequester', 'openPerGuest', 'formDepth', 'expediteClaims', 'archivedBoard'])
  .meta({ id: 'IntakeRule' });
export type IntakeRule = z.infer<typeof IntakeRule>;

/**
 * A cap that leaves no room for all of a file: of `found` in it, `leftOut` are not imported. `max`: the cap, which can be used up
 * partly already. With an IntakeRule, all of them are waiting requests of one board. `of`: the board, custom field or team that it counts for; null for the workspace.
 */
export const CappedImport = z.strictObject({
  cap: z.union([Cap, IntakeRule]),
  max: count,
  found: count,
  leftOut: count,
  of: z.string().nullable(),
});
export type CappedImport = z.infer<typeof CappedImport>;

/** The caps that a whole board is checked for. One above them is not imported, because its parts need each other. */
export const capsOfBoard = [
  'columns',
  'swimlanes',
  'labels',
  'fields',
  'fieldOptions',
  'limits',
  'templates',
  'cardTemplates',
  'recurringCards',
] as const satisfies readonly Cap[];
export type CapOfBoard = (typeof capsOfBoard)[number];

/** A board of a workspace that has more of something than a board can have here. */
export const OversizedBoard = z.strictObject({
  board: z.string(),
  cap: z.enum(capsOfBoard),
  max: count,
  found: count,
});
export type OversizedBoard = z.infer<typeof OversizedBoard>;

/**
 * The expected result: `cards` are imported and `leftOut` are not, by the plan. `existing`: cards that the board has from an earlier
 * import. `elsewhere`, of a new board: the board that has most of the cards from an earlier import. `full`: columns with more cards than their limit. The cards that are too many go before the commitment point. Other people
 * can fill a column before the import runs. `capped`: what a cap leaves out. `shortNames`: names of columns, labels, custom fields and
 * people that are too long and are shortened. Only of a workspace: `requests`, `teams` and `oversized`, its boards that can’t be
 * imported. Of the `teams`, `added` are new here and `matched` are here already, by their names or from an earlier import. Of the attachments (`files`), `added` have their content in the file and `missing` have not.
 */
export const ImportOutlook = z
  .strictObject({
    cards: count,
    existing: count.optional(),
    elsewhere: z.strictObject({ key: BoardKey, name: z.string(), cards: count }).optional(),
    requests: count.optional(),
    leftOut: count,
    full: z.array(z.strictObject({ column: z.string(), limit: count, cards: count, tooMany: count })),
    capped: z.array(CappedImport).optional(),
    oversized: z.array(OversizedBoard).optional(),
    teams: z.strictObject({ added: count, matched: count }).optional(),
    files: z.strictObject({ added: count, missing: count }).optional(),
    shortNames: count.optional(),
    notes: z.array(z.strictObject({ note: ImportNote, cards: count })),
  })
  .meta({ id: 'ImportOutlook' });
export type ImportOutlook = z.infer<typeof ImportOutlook>;
