import fc from 'fast-check';
import { findBrokenLimits, findWarnedLimits, isCounted, type Limit, limitLoad } from '../../src/index.js';
import { aMove, board, change, columnId, done, pick } from '../random-board.js';

test('a change breaks or exceeds a limit exactly if the count after it has grown over the maximum', () => {
  fc.assert(
    fc.property(board, change, (before, make) => {
      const wanted = make(before);
      const after = done(before, wanted);
      const grownOver = before.limits.filter(
        (limit) => limitLoad(limit, after) > Math.max(limit.max, limitLoad(limit, before)),
      );
      expect(findBrokenLimits(before, wanted)).toEqual(grownOver.filter(({ mode }) => mode !== 'warn'));
      expect(findWarnedLimits(before, wanted)).toEqual(grownOver.filter(({ mode }) => mode === 'warn'));
    }),
    { numRuns: 2000 },
  );
});

test('exchanging two cards of one class and the same people breaks nothing, however full the board is', () => {
  fc.assert(
    fc.property(board, pick, pick, (of, one, other) => {
      const partner = of.cards[other(of) - 1]!;
      const { classOfService, assignees, archivedAt } = partner;
      const even = of.cards.map((card) =>
        card.number === one(of) ? { ...card, classOfService, assignees, archivedAt } : card,
      );
      const swap = { kind: 'swap', card: one(of), with: partner.number } as const;
      expect(findBrokenLimits({ ...of, cards: even }, swap)).toEqual([]);
    }),
  );
});

test('exchanging two cards of one class breaks at most a person’s limit', () => {
  fc.assert(
    fc.property(board, pick, pick, (of, one, other) => {
      const [card, partner] = [of.cards[one(of) - 1]!, of.cards[other(of) - 1]!];
      fc.pre(card.classOfService === partner.classOfService && !card.archivedAt && !partner.archivedAt);
      const broken = findBrokenLimits(of, { kind: 'swap', card: card.number, with: partner.number });
      expect(broken.filter(({ scope }) => scope !== 'person')).toEqual([]);
    }),
  );
});

test('leaving never breaks a limit: a card can always move to a place without limits', () => {
  const isOfDone = (limit: Limit) =>
    ('columnId' in limit && limit.columnId === 'Done') ||
    (limit.scope === 'columns' && limit.columnIds.includes('Done'));
  fc.assert(
    fc.property(board, pick, (of, card) => {
      const open = { ...of, limits: of.limits.filter((limit) => !isOfDone(limit)) };
      expect(findBrokenLimits(open, { kind: 'move', card: card(of), columnId: 'Done' })).toEqual([]);
    }),
  );
});

test('staying in place never breaks a limit, and limits ignore the half of a column', () => {
  fc.assert(
    fc.property(board, pick, fc.constantFrom('doing', 'done'), (of, number, half) => {
      const { columnId, swimlaneId } = of.cards[number(of) - 1]!;
      const stay = { kind: 'move', card: number(of), columnId, swimlaneId, half } as const;
      expect(findBrokenLimits(of, stay)).toEqual([]);
    }),
  );
});

test('a move that has no effect breaks nothing', () => {
  fc.assert(
    fc.property(board, aMove, (of, make) => {
      const moved = done(of, make(of));
      expect(findBrokenLimits(moved, make(of))).toEqual([]);
    }),
  );
});

test('a bulk move of one card is a move', () => {
  fc.assert(
    fc.property(board, pick, columnId, (of, card, to) => {
      const move = { card: card(of), columnId: to };
      expect(findBrokenLimits(of, { kind: 'bulk', moves: [move] })).toEqual(
        findBrokenLimits(of, { kind: 'move', ...move }),
      );
    }),
  );
});

test('a higher maximum never breaks more', () => {
  fc.assert(
    fc.property(board, change, fc.integer({ min: 1, max: 3 }), (of, make, more) => {
      const roomier = { ...of, limits: of.limits.map((limit) => ({ ...limit, max: limit.max + more })) };
      const ids = findBrokenLimits(of, make(of)).map(({ id }) => id);
      for (const { id } of findBrokenLimits(roomier, make(of))) expect(ids).toContain(id);
    }),
  );
});

test('a limit with a given load reaches the same verdict as one that counts', () => {
  fc.assert(
    fc.property(board, change, (of, make) => {
      const withLoads = {
        ...of,
        limits: of.limits.map((limit) => ({ ...limit, load: limitLoad(limit, of) })),
      };
      const ids = (on: typeof of) => findBrokenLimits(on, make(of)).map(({ id }) => id);
      expect(ids(withLoads)).toEqual(ids(of));
    }),
  );
});

test('an archived card counts nowhere, and an expedite card in no column, group or lane', () => {
  fc.assert(
    fc.property(board, (of) => {
      for (const card of of.cards) {
        const column = of.columns.find(({ id }) => id === card.columnId)!;
        const counting = of.limits
          .filter((limit) => isCounted(limit, card, column))
          .map(({ scope }) => scope);
        if (card.archivedAt) expect(counting).toEqual([]);
        if (card.classOfService === 'expedite')
          expect(counting.filter((scope) => /column|swimlane/.test(scope))).toEqual([]);
      }
    }),
  );
});
