import fc from 'fast-check';
import {
  type Board,
  type Change,
  classesOfService,
  counts,
  type Limit,
  load,
  wouldBreak,
} from '../src/index.js';

const columns = [
  { id: 'Ready', name: 'Ready', kind: 'queue' },
  { id: 'Doing', name: 'Doing', kind: 'active' },
  { id: 'Review', name: 'Review', kind: 'active' },
  { id: 'Done', name: 'Done', kind: 'done' },
] as const;
const day = '2026-01-01T00:00:00Z';

const columnId = fc.constantFrom(...columns.map(({ id }) => id));
const classOfService = fc.constantFrom(...classesOfService);
const max = fc.integer({ min: 0, max: 4 });
const standing = fc.record({ columnId, classOfService, archivedAt: fc.constantFrom(null, null, null, day) });

const board: fc.Arbitrary<Board> = fc
  .record({
    standings: fc.array(standing, { minLength: 2, maxLength: 12 }),
    columnMax: fc.tuple(max, max, max, max),
    classMax: fc.tuple(max, max, max, max),
  })
  .map(({ standings, columnMax, classMax }) => ({
    columns,
    limits: [
      ...columns.map(
        ({ id }, at): Limit => ({ id, scope: 'column', columnId: id, max: columnMax[at]!, mode: 'block' }),
      ),
      ...classesOfService.map(
        (each, at): Limit => ({
          id: each,
          scope: 'classOfService',
          classOfService: each,
          max: classMax[at]!,
          mode: 'block',
        }),
      ),
    ],
    cards: standings.map((each, at) => ({
      ...each,
      number: at + 1,
      ref: `T-${at + 1}`,
      title: '',
      enteredColumnAt: day,
      committedAt: null,
      blocked: null,
    })),
  }));

const pick = fc.nat().map((n) => (of: Board) => (n % of.cards.length) + 1);
const change: fc.Arbitrary<(of: Board) => Change> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), columnId, classOfService }).map((create) => () => create),
  fc.tuple(pick, columnId).map(
    ([card, to]) =>
      (of: Board) =>
        ({ kind: 'move', card: card(of), columnId: to }) as const,
  ),
  fc.tuple(pick, pick).map(
    ([one, other]) =>
      (of: Board) =>
        ({ kind: 'swap', card: one(of), with: other(of) }) as const,
  ),
  fc.tuple(pick, classOfService).map(
    ([card, to]) =>
      (of: Board) =>
        ({ kind: 'reclass', card: card(of), classOfService: to }) as const,
  ),
  pick.map((card) => (of: Board) => ({ kind: 'restore', card: of.cards[card(of) - 1]! }) as const),
  pick.map((card) => (of: Board) => ({ kind: 'putBack', card: card(of) }) as const),
);

test('breaks a limit exactly when doing it and counting again finds it grown over its maximum', () => {
  fc.assert(
    fc.property(board, change, (before, make) => {
      const wanted = make(before);
      const after = done(before, wanted);
      const grownOver = before.limits.filter(
        (limit) => load(limit, after) > Math.max(limit.max, load(limit, before)),
      );
      expect(wouldBreak(before, wanted)).toEqual(grownOver);
    }),
    { numRuns: 1000 },
  );
});

test('a swap of two cards of one class never breaks a column’s limit, however full', () => {
  fc.assert(
    fc.property(board, pick, pick, (of, one, other) => {
      const [card, partner] = [of.cards[one(of) - 1]!, of.cards[other(of) - 1]!];
      fc.pre(card.classOfService === partner.classOfService && !card.archivedAt && !partner.archivedAt);
      expect(wouldBreak(of, { kind: 'swap', card: card.number, with: partner.number })).toEqual([]);
    }),
  );
});

test('entering a place without limits never breaks one', () => {
  fc.assert(
    fc.property(board, pick, (of, card) => {
      const unlimited = { ...of, limits: of.limits.filter(({ id }) => id !== 'Done') };
      expect(wouldBreak(unlimited, { kind: 'move', card: card(of), columnId: 'Done' })).toEqual([]);
    }),
  );
});

test('every card counts against one column and one class at most', () => {
  fc.assert(
    fc.property(board, (of) => {
      for (const card of of.cards) {
        const column = columns.find(({ id }) => id === card.columnId)!;
        const counting = of.limits.filter((limit) => counts(limit, card, column)).map(({ scope }) => scope);
        expect(counting).toEqual([...new Set(counting)]);
      }
    }),
  );
});

/** A plain doing of the change, apart from the code under test. */
function done(of: Board, change: Change): Board {
  const set = (number: number, to: object) =>
    of.cards.map((card) => (card.number === number ? { ...card, ...to } : card));
  const placeOf = (number: number) => of.cards[number - 1]!.columnId;
  switch (change.kind) {
    case 'create':
      return {
        ...of,
        cards: [...of.cards, { ...of.cards[0]!, ...change, number: of.cards.length + 1, archivedAt: null }],
      };
    case 'move':
      return { ...of, cards: set(change.card, { columnId: change.columnId }) };
    case 'putBack':
      return { ...of, cards: set(change.card, { columnId: 'Ready' }) };
    case 'reclass':
      return { ...of, cards: set(change.card, { classOfService: change.classOfService }) };
    case 'restore':
      return { ...of, cards: set(change.card.number, { archivedAt: null }) };
    case 'swap': {
      const moved = { ...of, cards: set(change.card, { columnId: placeOf(change.with) }) };
      return {
        ...moved,
        cards: moved.cards.map((card) =>
          card.number === change.with ? { ...card, columnId: placeOf(change.card) } : card,
        ),
      };
    }
  }
}
