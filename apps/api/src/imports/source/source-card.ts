import type {
  ExportedBoard,
  ExportedCard,
  ExportedLimit,
  ExportedLink,
  ExportedRequest,
  ExportedTeam,
  ExportedWait,
} from '@weir/contract/workspace-exports';

/** Something in another tool, by its id there. */
export type Ref = string;

type SourceItem = { text: string; done: boolean; position?: number | null };
/** `by`: its author. `name`: the author’s name, if the file does not list the person elsewhere. `at`: an instant, or null. */
export type SourceComment = { by: Ref | null; name: string | null; at: string | null; text: string };
export type SourceLink = { name: string; url: string };
/** The card came to this column. */
type SourceMove = { at: string; to: Ref };
/** The value of a custom field: a text, a number, a day, or the id of an option. */
export type SourceValue = { field: Ref; value: string | number };

/** Lists of a card that a file can have outside the card itself. */
export type CardLists = {
  labels: Ref[];
  people: Ref[];
  items: SourceItem[];
  comments: SourceComment[];
  links: SourceLink[];
  moves: SourceMove[];
  values: SourceValue[];
};

/** A card in its source. Dates are instants, a due date may be a day; null if the source has none. */
export type CardFacts = {
  column: Ref | null;
  /** Sorts the cards of a column; null if they are in order in the file. */
  position: number | null;
  title: string;
  description: string;
  due: string | null;
  createdAt: string | null;
  startedAt: string | null;
  deliveredAt: string | null;
  updatedAt: string | null;
  archivedAt: string | null;
  isArchived: boolean;
  /** How many dates could not be read. */
  unreadDates: number;
};

/** A card of a file, before a plan is applied. */
export type SourceCard = CardFacts & CardLists & { ref: Ref };

/** A card of an export. `attachments` are those with their content; `filesMissing`: how many the file has without it. */
export type KeptExportedCard = ExportedCard & { filesMissing?: number };

/** A part of the export of a workspace, as it is kept. */
export type ExportedRecord =
  | { kind: 'exportedBoard'; ref: Ref; record: ExportedBoard }
  | { kind: 'exportedTeam'; ref: Ref; record: ExportedTeam }
  | { kind: 'exportedLimit'; ref: Ref; record: ExportedLimit }
  | { kind: 'exportedRequest'; ref: Ref; record: ExportedRequest }
  | { kind: 'exportedCard'; ref: Ref; record: KeptExportedCard }
  | { kind: 'exportedLink'; ref: Ref; record: ExportedLink }
  | { kind: 'exportedWait'; ref: Ref; record: ExportedWait };

/** A part of a file in the database: a card, a row of a table, or lists of a card. */
export type SourceRecord =
  | { kind: 'card'; ref: Ref; record: CardFacts & Partial<CardLists> }
  | { kind: 'part'; ref: Ref; record: Partial<CardLists> }
  | { kind: 'row'; ref: Ref; record: string[] }
  | ExportedRecord;

export const noFacts: CardFacts = {
  column: null,
  position: null,
  title: '',
  description: '',
  due: null,
  createdAt: null,
  startedAt: null,
  deliveredAt: null,
  updatedAt: null,
  archivedAt: null,
  isArchived: false,
  unreadDates: 0,
};

const listNames = ['labels', 'people', 'items', 'comments', 'links', 'moves', 'values'] as const;

/** A card with its lists from all parts of the file. */
export function wholeCard(
  ref: Ref,
  facts: CardFacts & Partial<CardLists>,
  parts: readonly Partial<CardLists>[],
): SourceCard {
  const lists = Object.fromEntries(
    listNames.map((name) => [name, [facts, ...parts].flatMap((part) => (part[name] ?? []) as unknown[])]),
  ) as CardLists;
  return { ...facts, ...lists, ref };
}
