import { z } from 'zod';
import type { BoardIds } from '../database/board-ids.js';
import { bindCursor, readBoundCursor } from '../http/bound-cursor.js';
import { termsOf } from './terms.js';

/** What the SQL functions of filtered pages answer: see weir.read_page. */
export type FoundNumbers = {
  numbers: number[];
  next: { key: string | null; number: number } | null;
  spelling: string | null;
};

/** Where a page begins: after this row, with the words compared as on the page before. */
const Place = z.strictObject({
  key: z.string().max(200).nullable(),
  number: z.int().min(0),
  spelling: z.enum(['typed', 'corrected', 'similar']).nullable(),
});

/** How to read a page of cards or requests: the parameters that weir.find_cards and weir.find_requests share. */
export type FilteredPage = {
  sort: string;
  isDescending: boolean;
  after: FoundNumbers['next'];
  spelling: FoundNumbers['spelling'];
  size: number;
};

/** Reads such a page: `of` names the function, `filters` are its parameter `_f`. One row of FoundNumbers. */
export function findStatement(
  of: 'cards' | 'requests',
  { workspaceId, boardId }: BoardIds,
  filters: object,
  { sort, isDescending, after, spelling, size }: FilteredPage,
) {
  return {
    name: `find-${of}`,
    text: `SELECT f.* FROM weir.find_${of}($1, $2, $3, $4, $5, $6, $7, $8) f`,
    values: [workspaceId, boardId, JSON.stringify(filters), sort, isDescending, after, spelling, size],
  };
}

type PageOptions = {
  sort: string;
  cursor?: string | undefined;
  limit?: number | undefined;
  size?: number | undefined;
};

/** The page that a query asks for. `list` names the list with its filters and its order: the cursor is of no other. */
export function filteredPageOf({ sort, cursor, limit, size = 50 }: PageOptions, list: unknown): FilteredPage {
  const place = readBoundCursor(cursor, list, Place);
  const isDescending = sort.startsWith('-');
  return {
    sort: isDescending ? sort.slice(1) : sort,
    isDescending,
    after: place && { key: place.key, number: place.number },
    spelling: place?.spelling ?? null,
    size: limit ?? size,
  };
}

export function nextCursorOf({ next, spelling }: FoundNumbers, list: unknown): string | null {
  return next && bindCursor(list, { ...next, spelling });
}

/** The parameters of a filter by text. `number`: what the text names on the board with this key, if it is a number or a ref. */
export function textFilterOf(text: string, boardKey: string, isOfRequests: boolean) {
  const { query, spellings, key, number, isRequest } = termsOf(text);
  const isOfBoard =
    key === null ? isOfRequests || !isRequest : key === boardKey && isRequest === isOfRequests;
  return { search: { query, text, spellings }, ...(number !== null && isOfBoard && { number }) };
}

/** The values of a parameter with commas. */
export function valuesOf(list: string): string[] {
  return list.split(',').map((value) => value.trim());
}

/** The parts that are given, for a JSON parameter. */
export function given<Part extends object>(parts: Part): Partial<Part> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as Partial<Part>;
}
