import { Injectable } from '@nestjs/common';
import { can, type FoundText, type SearchItem, type SearchList, type SearchQuery } from '@weir/contract';
import { z } from 'zod';
import { type Access, boardsOf } from '../http/access/caller.js';
import { bindCursor, readBoundCursor } from '../http/bound-cursor.js';
import { matchEnd, matchStart, type Row, SearchRepository } from './search.repository.js';
import { termsOf } from './terms.js';

/** How many of the ranking came before a page. */
const Skipped = z.string().regex(/^\d{1,3}$/);

@Injectable()
export class SearchService {
  constructor(private readonly repository: SearchRepository) {}

  /** The cursor is a position in the ranking of this search, which is made again for each page: it changes when texts change. */
  async find(access: Access, { q, cursor, limit, size = limit ?? 20 }: SearchQuery): Promise<SearchList> {
    const list = ['search', q];
    const skip = Number(readBoundCursor(cursor, list, Skipped) ?? 0);
    const requesterId = can(access.role, 'readBoards') ? null : access.userId;
    const { workspaceId } = access;
    const terms = termsOf(q);
    const rows = await this.repository.find(
      { workspaceId, requesterId, boardIds: boardsOf(access), ...terms },
      skip,
      size + 1,
    );
    const typed = terms.spellings.map(([word = '']) => word);
    const next = skip + size;
    return {
      items: rows.slice(0, size).map((row) => toItem(row, typed)),
      nextCursor: rows.length > size && next <= 999 ? bindCursor(list, String(next)) : null,
    };
  }
}

function toItem({ title, preview, ...row }: Row, typed: readonly string[]): SearchItem {
  return { ...row, title: toFoundText(title, typed), preview: toFoundText(preview, typed) };
}

/** Cuts a text at the marks that PostgreSQL sets around each match. */
function toFoundText(marked: string, typed: readonly string[]): FoundText {
  const parts = marked.split(matchStart).flatMap((part, at) => {
    if (at === 0) return [{ text: part, isMatch: false }];
    const [match = '', rest = ''] = part.split(matchEnd);
    return [
      { text: match, isMatch: !isByOneLetter(match, typed) },
      { text: rest, isMatch: false },
    ];
  });
  return parts.reduce<FoundText>((joined, { text, isMatch }) => {
    const last = joined.at(-1);
    if (text === '') return joined;
    if (!isMatch && last?.isMatch === false) last.text += text;
    else joined.push({ text, isMatch });
    return joined;
  }, []);
}

/** Whether a longer word matches only because it begins with a single typed letter. Marking it would not help the reader. */
function isByOneLetter(match: string, typed: readonly string[]): boolean {
  const lower = match.toLowerCase();
  const reasons = typed.map((word) => word.toLowerCase()).filter((word) => lower.startsWith(word));
  return (
    typed.length > 1 &&
    [...lower].length > 1 &&
    reasons.length > 0 &&
    reasons.every((word) => [...word].length === 1)
  );
}
