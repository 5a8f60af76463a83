import { Injectable } from '@nestjs/common';
import { can, type FoundText, type SearchItem, type SearchList, type SearchQuery } from '@weir/contract';
import type { Access } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { matchEnd, matchStart, type Row, SearchRepository } from './search.repository.js';
import { termsOf } from './terms.js';

const positionShape = /^\d{1,3}$/;

@Injectable()
export class SearchService {
  constructor(private readonly repository: SearchRepository) {}

  /** The cursor is a position in the ranking, which is made anew for each page: it changes where texts do. */
  async find(access: Access, { q, cursor, size = 20 }: SearchQuery): Promise<SearchList> {
    const skip = Number(readCursor(cursor, positionShape) ?? 0);
    const requesterId = can(access.role, 'readBoards') ? null : access.userId;
    const { workspaceId } = access;
    const rows = await this.repository.find({ workspaceId, requesterId, ...termsOf(q) }, skip, size + 1);
    const items = rows.map((row, at) => ({ item: toItem(row), position: skip + at + 1 }));
    const { items: page, nextCursor } = pageOf(items, size, ({ position }) => String(position));
    return { items: page.map(({ item }) => item), nextCursor };
  }
}

function toItem({ title, preview, ...row }: Row): SearchItem {
  return { ...row, title: toFoundText(title), preview: toFoundText(preview) };
}

/** Cuts a text at the marks that PostgreSQL sets around each match. */
function toFoundText(marked: string): FoundText {
  return marked.split(matchStart).flatMap((part, at) => {
    if (at === 0) return part ? [{ text: part, isMatch: false }] : [];
    const [match = '', rest = ''] = part.split(matchEnd);
    return [{ text: match, isMatch: true }, ...(rest ? [{ text: rest, isMatch: false }] : [])];
  });
}
