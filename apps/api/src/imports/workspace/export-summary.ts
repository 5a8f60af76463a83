import type { ImportSource, SourceBoard } from '@weir/contract';
import type { SourceBook } from '../source/source-book.js';
import type { ExportedRecord, Ref } from '../source/source-card.js';
import { fitLine } from '../source/texts.js';

/** Counts what an export of a workspace has, record by record. */
export class ExportSummary {
  private readonly totals = { cards: 0, archived: 0, comments: 0, checklistItems: 0, links: 0 };
  private readonly boards = new Map<Ref, SourceBoard>();
  private readonly people = new Map<Ref, number>();

  add({ kind, record }: ExportedRecord): void {
    if (kind === 'exportedBoard') {
      const { id, key, name, archivedAt } = record;
      this.boards.set(id, { ref: id, key, name, isArchived: archivedAt !== null, cards: 0, requests: 0 });
    } else if (kind === 'exportedRequest') {
      const board = this.boards.get(record.boardId);
      if (board) board.requests += 1;
    } else if (kind === 'exportedCard') {
      const board = this.boards.get(record.boardId);
      if (board) board.cards += 1;
      this.totals.cards += 1;
      if (record.archivedAt !== null) this.totals.archived += 1;
      this.totals.comments += record.comments.length;
      this.totals.checklistItems += record.checklistItems.length;
      this.totals.links += record.attachments.length;
      for (const person of record.assigneeIds) this.people.set(person, (this.people.get(person) ?? 0) + 1);
    }
  }

  /** People are those that the file lists, by the number of cards that are assigned to them. */
  source(book: SourceBook): ImportSource {
    return {
      ...this.totals,
      board: fitLine(book.board ?? '', 80).text || null,
      boards: [...this.boards.values()],
      columns: [],
      labels: [],
      fields: [],
      people: [...book.people].map(([ref, person]) => ({
        ref,
        ...person,
        cards: this.people.get(ref) ?? 0,
      })),
      table: null,
    };
  }
}
