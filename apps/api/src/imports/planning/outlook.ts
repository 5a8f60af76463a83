import type { CappedImport, ImportNote, ImportOutlook } from '@weir/contract';
import type { ColumnKind } from '@weir/domain';
import type { BoardLoad, Caps } from '../caps.repository.js';
import type { SourceCard } from '../source/source-card.js';
import { type Placing, plannedCard } from './planned-card.js';

/** A column with its limit and its current load. */
type LimitedColumn = { id: string; name: string; kind: ColumnKind; max: number | null; load: number };
/** The board that is filled, and what it has already. */
type FilledBoard = { name: string; columns: readonly LimitedColumn[]; load: BoardLoad };

/** Predicts the result of an import, card by card. Archived cards count against no limit. */
export class Outlook {
  private readonly cards = { all: 0, open: 0 };
  private existing = 0;
  private leftOut = 0;
  private readonly entering = new Map<string, number>();
  private readonly notes = new Map<ImportNote, number>();
  private readonly done: ReadonlySet<string>;

  constructor(
    private readonly placing: Placing,
    private readonly board: FilledBoard,
  ) {
    this.done = new Set(board.columns.filter(({ kind }) => kind === 'done').map(({ id }) => id));
  }

  /** `isHere`: the board has the card from an earlier import. */
  add(source: SourceCard, isHere: boolean): void {
    const planned = plannedCard(source, this.placing);
    if (!planned) this.leftOut += 1;
    else if (isHere) this.existing += 1;
    if (!planned || isHere) return;
    this.cards.all += 1;
    const { columnId, archivedAt } = planned.card;
    if (archivedAt === null) this.entering.set(columnId, (this.entering.get(columnId) ?? 0) + 1);
    if (archivedAt === null && !this.done.has(columnId)) this.cards.open += 1;
    for (const note of planned.notes) this.notes.set(note, (this.notes.get(note) ?? 0) + 1);
  }

  /** `capped`: what the caps on names leave out. */
  result(caps: Caps, capped: readonly CappedImport[], shortNames: number): ImportOutlook {
    const full = this.board.columns.flatMap(({ id, name, max, load }) => {
      const cards = this.entering.get(id) ?? 0;
      const tooMany = max === null ? 0 : Math.min(cards, Math.max(0, load + cards - max));
      return max !== null && tooMany > 0 ? [{ column: name, limit: max, cards, tooMany }] : [];
    });
    const { name: of, load } = this.board;
    const ofCards = cardsOverCaps(of, this.cards, load, caps);
    return {
      cards: this.cards.all - Math.max(0, ...ofCards.map(({ leftOut }) => leftOut)),
      existing: this.existing,
      leftOut: this.leftOut,
      full,
      capped: [...ofCards, ...capped],
      shortNames,
      notes: [...this.notes].map(([note, cards]) => ({ note, cards })),
    };
  }
}

/** What the caps on the cards of a board leave out. `open` cards are neither archived nor in a done column. */
export function cardsOverCaps(
  of: string,
  cards: { all: number; open: number },
  load: BoardLoad,
  caps: Caps,
): CappedImport[] {
  const over = (here: number, found: number, max: number) => Math.min(found, Math.max(0, here + found - max));
  return [
    {
      ...{ cap: 'cards' as const, max: caps.cards, found: cards.open, of },
      leftOut: over(load.cards, cards.open, caps.cards),
    },
    {
      ...{ cap: 'archivedCards' as const, max: caps.archivedCards, found: cards.all, of },
      leftOut: over(load.allCards, cards.all, caps.archivedCards),
    },
  ].filter(({ leftOut }) => leftOut > 0);
}
