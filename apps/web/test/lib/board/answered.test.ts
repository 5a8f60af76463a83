import { expect, test } from '@jest/globals';
import { applyChanges, applyDocuments, type Board, type BoardChanges, type Card } from '@weir/contract';
import { newestOf } from '@/lib/api/reading-board';
import { type Answered, cardsIn, withAnswered } from '@/lib/board/answered';
import { aBoard } from '../../a-board';

/** Numbers from 0 up to `below`, the same for the same seed (mulberry32). */
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A board that many write to, as the API keeps it: at each seq, with the card that the write answered. */
class Server {
  readonly boards: Board[];
  readonly answers: Card[] = [];

  constructor(private readonly random: (below: number) => number) {
    const cards = Array.from({ length: 4 }, (_, at) => ({ number: at + 1, version: 1 }));
    this.boards = [{ ...aBoard().queue('Ready', { cards }).active('Doing', { max: 3 }).made(), seq: 0 }];
  }

  get board(): Board {
    return this.boards.at(-1) as Board;
  }

  /** Edits a card, moves it to the end of a column, or archives it. */
  write(): { seq: number; card: Card } {
    const { board } = this;
    const before = board.cards[this.random(board.cards.length)] as Card;
    const others = board.cards.filter((card) => card !== before);
    const what = board.cards.length > 2 ? this.random(5) : this.random(4);
    const columnId = what < 2 ? before.columnId : (board.columns[this.random(2)]?.id as string);
    const archivedAt = what === 4 ? '2026-11-26T12:00:00.000Z' : null;
    const card = {
      ...before,
      version: before.version + 1,
      title: `At ${board.seq + 1}`,
      columnId,
      archivedAt,
    };
    const cards =
      what < 2
        ? board.cards.map((each) => (each === before ? card : each))
        : archivedAt
          ? others
          : [...others, card];
    const sorted = board.columns.flatMap(({ id }) => cards.filter((each) => each.columnId === id));
    const columns = board.columns.map((column) => ({
      ...column,
      load: sorted.filter((each) => each.columnId === column.id).length,
    }));
    this.boards.push({ ...board, seq: board.seq + 1, columns, cards: sorted });
    this.answers.push(card);
    return { seq: this.board.seq, card };
  }

  changesAfter(after: number): BoardChanges {
    const { cards, ...head } = this.board;
    const touched = new Set(this.answers.slice(after).map(({ number }) => number));
    const isHere = new Set(cards.map(({ number }) => number));
    return {
      ...head,
      cards: cards.filter(({ number }) => touched.has(number)),
      gone: [...touched].filter((number) => !isHere.has(number)),
      placed: cards
        .map(({ number, columnId }, at) => {
          const next = cards[at + 1];
          return { card: number, columnId, before: next?.columnId === columnId ? next.number : null };
        })
        .filter(({ card }) => touched.has(card))
        .reverse(),
    };
  }
}

/** A page that takes answers, events and reads as they arrive, in any order. */
class PageOfBoard {
  private answered: Answered[] = [];
  private readonly newest = new Map<number, number>();

  constructor(public known: Board) {}

  answer(seq: number, value: unknown): void {
    this.answered.push({ seq, cards: cardsIn(value) });
  }

  documents(after: number, changes: BoardChanges): void {
    this.known = applyDocuments(this.known, { after, changes }) ?? this.known;
  }

  /** Begins a read of the changes; the result ends it. */
  read(server: Server): () => void {
    const { known } = this;
    const changes = server.changesAfter(known.seq);
    return () => {
      this.known = newestOf(known, applyChanges(known, changes), this.known);
    };
  }

  /** What it shows, after a check that no card is older than it was shown before. */
  show(): Board {
    const shown = withAnswered(this.known, this.answered);
    for (const { number, version } of shown.cards) {
      expect(version).toBeGreaterThanOrEqual(this.newest.get(number) ?? 0);
      this.newest.set(number, version);
    }
    return shown;
  }
}

test('no card is ever shown older than before, however answers, events and reads overtake each other', () => {
  let [ahead, equal] = [0, 0];
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = randomOf(seed);
    const server = new Server(random);
    const page = new PageOfBoard(server.board);
    const late: (() => void)[] = [];
    let streamed = 0;
    for (let step = 0; step < 40; step += 1) {
      const what = random(6);
      if (what < 2) {
        const { seq, card } = server.write();
        if (what === 0) late.push(() => page.answer(seq, random(2) === 0 ? card : { items: [card] }));
      } else if (what === 2 && streamed < server.board.seq) {
        const [after, changes] = [streamed, server.changesAfter(streamed)];
        streamed = changes.seq;
        page.documents(after, changes);
      } else if (what === 3) late.push(page.read(server));
      else late.splice(random(late.length + 1), 1)[0]?.();
      const shown = page.show();
      if (shown !== page.known) ahead += 1;
      else if (shown.seq === server.board.seq)
        equal += Number(expect(shown).toEqual(server.board) === undefined);
    }
    for (const end of late) end();
    page.read(server)();
    expect(page.show()).toEqual(server.board);
  }
  // The histories come to both.
  expect([ahead > 500, equal > 500]).toEqual([true, true]);
});

test('an answer without a card changes nothing, and loads follow one that comes or goes', () => {
  const board = aBoard()
    .queue('Ready', { cards: [{ number: 1 }] })
    .active('Doing', { max: 3 })
    .made();
  expect(withAnswered(board, [{ seq: 2, cards: cardsIn({ id: 'label', name: 'Web' }) }])).toBe(board);
  const moved = { ...board.cards[0]!, columnId: 'Doing' };
  const loads = (cards: Card[]) => withAnswered(board, [{ seq: 2, cards }]).columns.map(({ load }) => load);
  expect([loads([moved]), loads([moved, { ...moved, number: 2 }])]).toEqual([
    [0, 1],
    [0, 2],
  ]);
  expect(loads([{ ...moved, archivedAt: '2026-11-26T12:00:00.000Z' }])).toEqual([0, 0]);
});
