import type { ImportNote, ImportOutlook } from '@weir/contract';
import type { SourceCard } from '../source/source-card.js';
import { type Placing, plannedCard } from './planned-card.js';

/** A column with its limit and its current load. */
export type LimitedColumn = { id: string; name: string; max: number | null; load: number };

/** Predicts the result of an import, card by card. Archived cards count against no limit. */
export class Outlook {
  private cards = 0;
  private leftOut = 0;
  private readonly entering = new Map<string, number>();
  private readonly notes = new Map<ImportNote, number>();

  constructor(
    private readonly placing: Placing,
    private readonly columns: readonly LimitedColumn[],
  ) {}

  add(source: SourceCard): void {
    const planned = plannedCard(source, this.placing);
    if (!planned) {
      this.leftOut += 1;
      return;
    }
    this.cards += 1;
    const { columnId, archivedAt } = planned.card;
    if (archivedAt === null) this.entering.set(columnId, (this.entering.get(columnId) ?? 0) + 1);
    for (const note of planned.notes) this.notes.set(note, (this.notes.get(note) ?? 0) + 1);
  }

  result(): ImportOutlook {
    const full = this.columns.flatMap(({ id, name, max, load }) => {
      const cards = this.entering.get(id) ?? 0;
      const tooMany = max === null ? 0 : Math.min(cards, Math.max(0, load + cards - max));
      return max !== null && tooMany > 0 ? [{ column: name, limit: max, cards, tooMany }] : [];
    });
    const notes = [...this.notes].map(([note, cards]) => ({ note, cards }));
    return { cards: this.cards, leftOut: this.leftOut, full, notes };
  }
}
