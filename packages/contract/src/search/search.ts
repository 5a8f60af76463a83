import { z } from 'zod';
import { FilteredPageQuery } from '../values/filters.js';
import { page } from '../values/lists.js';
import { BoardKey } from '../values/names.js';
import { line } from '../values/text.js';
import { Instant } from '../values/time.js';
import { AnswerKind } from '../values/vocabulary.js';

/** A part of a text that was found, and whether it is what was searched for. */
export const FoundText = z.array(z.strictObject({ text: z.string(), isMatch: z.boolean() }));
export type FoundText = z.infer<typeof FoundText>;

const found = {
  board: z.strictObject({ key: BoardKey, name: z.string(), archived: z.boolean() }),
  /** Of the card or the request, in its board's paths. */
  number: z.int(),
  /** `PLAT-42` or `PLAT-R7`. */
  ref: z.string(),
  title: FoundText,
  /** The best part of the description or the comment; empty where neither has text. */
  preview: FoundText,
};

const FoundCard = z
  .strictObject({
    kind: z.literal('card'),
    ...found,
    column: z.string(),
    delivered: z.boolean(),
    archived: z.boolean(),
  })
  .meta({ id: 'FoundCard' });

const FoundRequest = z
  .strictObject({ kind: z.literal('request'), ...found, answer: AnswerKind.nullable() })
  .meta({ id: 'FoundRequest' });

/** `number`, `ref` and `title` are of the comment's card. */
const FoundComment = z
  .strictObject({ kind: z.literal('comment'), ...found, at: Instant })
  .meta({ id: 'FoundComment' });

export const SearchItem = z
  .discriminatedUnion('kind', [FoundCard, FoundRequest, FoundComment])
  .meta({ id: 'SearchItem' });
export type SearchItem = z.infer<typeof SearchItem>;

/**
 * What was found, best first: what the search names by its ref, then what has all its words, then, where few have them,
 * what has similar words. Archived cards and boards come later than others.
 */
export const SearchList = page(SearchItem).meta({ id: 'SearchList' });
export type SearchList = z.infer<typeof SearchList>;

/** `?q=…`: 1 to 200 characters. */
export const SearchQuery = FilteredPageQuery.extend({ q: line(200) });
export type SearchQuery = z.infer<typeof SearchQuery>;
