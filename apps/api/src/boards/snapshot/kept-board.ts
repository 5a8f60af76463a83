import { type Board, type BoardChanges, type Card, type CardPlacement, putInto } from '@weir/contract';
import { loadGain } from '@weir/domain';
import type { ChangedCards } from './changes.repository.js';
import { type HeaderRow, toHeader } from './header.js';
import type { BoardRow } from './snapshots.repository.js';

/** The changed cards of a span of seqs: after `from`, up to `to`. */
type Step = { from: number; to: number; cards: number[]; placed: number[] };

/** Readers further behind get their changes from the database. */
const mostSteps = 200;

/** What changed of a board's cards since a seq. */
export type CardsSince = Pick<BoardChanges, 'cards' | 'gone' | 'placed'>;

/**
 * A board in memory as it was at a seq, and which cards changed lately. What changed since brings it up to date: see
 * `takeCards` and `take`. It is of one day, and of members' names at one time.
 */
export class KeptBoard {
  private readonly cards = new Map<number, Card>();
  /** The numbers of each column's cards in their order. */
  private readonly order = new Map<string, number[]>();
  private readonly steps: Step[] = [];
  private whole: { row: HeaderRow; cards: Card[] } | null = null;
  private header: HeaderRow;

  constructor(
    { cards, ...header }: BoardRow,
    readonly today: string,
  ) {
    this.header = header;
    for (const { document } of cards) {
      this.cards.set(document.number, document);
      this.columnOf(document).push(document.number);
    }
  }

  get row(): Readonly<HeaderRow> {
    return this.header;
  }

  get seq(): number {
    return Number(this.header.seq);
  }

  get size(): number {
    return this.cards.size;
  }

  /**
   * Takes changes that concern nothing but cards, and recounts the loads of limits from the cards before and after.
   * Returns false, and takes nothing, if it can't count them: a card came or went that the board does not show, but that
   * may count, such as one delivered long ago.
   */
  takeCards(changed: ChangedCards & { seq: string }): boolean {
    const created = new Set(changed.created);
    const isKnown =
      !changed.countsGone &&
      changed.gone.every((number) => this.cards.has(number)) &&
      changed.cards.every(({ number }) => this.cards.has(number) || created.has(number));
    if (!isKnown || !this.areInPlace(changed)) return false;
    const from = this.seq;
    this.header = { ...this.withLoads(changed), seq: changed.seq };
    this.put(changed, from);
    return true;
  }

  /** Takes changes with all that a board shows but its cards. Returns false, and takes nothing, if a card has no place. */
  take(header: HeaderRow, changed: ChangedCards): boolean {
    if (!this.areInPlace(changed)) return false;
    const from = this.seq;
    this.header = header;
    this.put(changed, from);
    return true;
  }

  /** Null if it is not known here what changed since: too long ago, or not reached yet. */
  since(seq: number): CardsSince | null {
    if (seq === this.seq) return { cards: [], gone: [], placed: [] };
    const steps = this.steps.slice(this.steps.findLastIndex(({ from }) => from <= seq));
    const [first] = steps;
    if (!first || first.from > seq || seq > this.seq) return null;
    const numbers = [...new Set(steps.flatMap(({ cards }) => cards))];
    return {
      cards: numbers.flatMap((number) => this.cards.get(number) ?? []),
      gone: numbers.filter((number) => !this.cards.has(number)).sort((a, b) => a - b),
      placed: this.placesOf(new Set(steps.flatMap(({ placed }) => placed))),
    };
  }

  /** All that the board shows but its cards; `now` decides whether its gate has opened. */
  head(now: Date): Omit<Board, 'cards' | 'nextCursor'> {
    return toHeader(this.header, now);
  }

  board(now: Date): Board {
    if (this.whole?.row !== this.header) {
      const numbers = this.header.columns.flatMap(({ id }) => this.order.get(id) ?? []);
      this.whole = { row: this.header, cards: numbers.flatMap((number) => this.cards.get(number) ?? []) };
    }
    return { ...this.head(now), cards: this.whole.cards };
  }

  private columnOf({ columnId }: Pick<Card, 'columnId'>): number[] {
    const numbers = this.order.get(columnId) ?? [];
    this.order.set(columnId, numbers);
    return numbers;
  }

  /** Whether each card that is in another column than before, or is new, was placed. */
  private areInPlace({ cards, placed }: ChangedCards): boolean {
    const arePlaced = new Set(placed.map(({ card }) => card));
    return cards.every(
      ({ number, columnId }) => arePlaced.has(number) || this.cards.get(number)?.columnId === columnId,
    );
  }

  private put({ cards, gone, placed }: ChangedCards, from: number): void {
    const moved = [...gone, ...placed.map(({ card }) => card)];
    for (const number of moved) {
      const known = this.cards.get(number);
      if (!known) continue;
      const numbers = this.columnOf(known);
      numbers.splice(numbers.indexOf(number), 1);
    }
    for (const number of gone) this.cards.delete(number);
    for (const card of cards) this.cards.set(card.number, card);
    for (const place of placed) putInto(this.columnOf(place), place);
    if (this.seq === from) return;
    const numbers = [...gone, ...cards.map(({ number }) => number)];
    this.steps.push({ from, to: this.seq, cards: numbers, placed: placed.map(({ card }) => card) });
    if (this.steps.length > mostSteps) this.steps.shift();
  }

  private placesOf(wanted: ReadonlySet<number>): CardPlacement[] {
    const columns = new Set([...wanted].flatMap((number) => this.cards.get(number)?.columnId ?? []));
    return [...columns].flatMap((columnId) => {
      const numbers = this.columnOf({ columnId });
      return numbers
        .flatMap((card, at) => (wanted.has(card) ? { card, columnId, before: numbers[at + 1] ?? null } : []))
        .reverse();
    });
  }

  /** The header with the loads after these changes. */
  private withLoads({ cards, gone }: ChangedCards): HeaderRow {
    const after = new Map(cards.map((card) => [card.number, card]));
    const differing = [...gone, ...after.keys()].map((number) => ({
      before: this.cards.get(number) ?? null,
      after: after.get(number) ?? null,
    }));
    const gain = (limit: Parameters<typeof loadGain>[0]) => loadGain(limit, this.header, differing);
    const columns = this.header.columns.map((column) => {
      const more = gain({ scope: 'column', columnId: column.id });
      return more === 0 ? column : { ...column, load: column.load + more };
    });
    const limits = this.header.limits.map((limit) => {
      const more = gain(limit);
      return more === 0 ? limit : { ...limit, load: limit.load + more };
    });
    return { ...this.header, columns, limits };
  }
}
