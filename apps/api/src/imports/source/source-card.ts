/** Something in another tool, by its id there. */
export type Ref = string;

type SourceItem = { text: string; done: boolean; position?: number | null };
/** `by`: who wrote it; `name` where the source has no more than that. `at`: an instant, or null. */
export type SourceComment = { by: Ref | null; name: string | null; at: string | null; text: string };
export type SourceLink = { name: string; url: string };
/** The card came to this column. */
type SourceMove = { at: string; to: Ref };
/** The value of a custom field: a text, a number, a day, or the id of an option. */
export type SourceValue = { field: Ref; value: string | number };

/** What a file can list apart from the cards. Each is empty where there is none. */
export type CardLists = {
  labels: Ref[];
  people: Ref[];
  items: SourceItem[];
  comments: SourceComment[];
  links: SourceLink[];
  moves: SourceMove[];
  values: SourceValue[];
};

/** What a card is elsewhere. Dates are instants, a due date may be a day; null where the source has none. */
export type CardFacts = {
  column: Ref | null;
  /** Its place among the cards of its column, as a number that grows; null where the file has them in their order. */
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
  /** Texts that should be dates, and are none. */
  unreadDates: number;
};

/** A card as a file has it, before a plan says where it goes. */
export type SourceCard = CardFacts & CardLists & { ref: Ref };

/** A part of a file as it is kept: a card, a row of a table, or lists that belong to a card. */
export type SourceRecord =
  | { kind: 'card'; ref: Ref; record: CardFacts & Partial<CardLists> }
  | { kind: 'part'; ref: Ref; record: Partial<CardLists> }
  | { kind: 'row'; ref: Ref; record: string[] };

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

/** A card with everything that the file lists apart from it. */
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
