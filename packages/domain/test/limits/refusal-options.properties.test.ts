import fc from 'fast-check';
import {
  type Board,
  type BoardChange,
  explainRefusal,
  findBrokenLimits,
  findUnfinishedCards,
  limitLoad,
  type RefusalOption,
} from '../../src/index.js';
import { board, change, done } from '../random-board.js';

/** An option as the change that the person then makes. */
function changeOf(wanted: BoardChange, { kind, card, columnId }: RefusalOption): BoardChange {
  if (kind === 'putBack') return { kind, card: card.number };
  if (kind === 'swap' && wanted.kind === 'move') return { kind, card: wanted.card, with: card.number };
  return { kind: 'move', card: card.number, columnId: columnId! };
}

/** The options for one board and change; leaves out boards on which nothing is refused. */
function eachWay(check: (of: Board, wanted: BoardChange, way: RefusalOption, made: BoardChange) => void) {
  const seen = new Set<string>();
  fc.assert(
    fc.property(board, change, (of, make) => {
      const wanted = make(of);
      for (const way of explainRefusal(of, wanted).options) {
        seen.add(way.kind);
        check(of, wanted, way, changeOf(wanted, way));
      }
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(['finish', 'putBack', 'swap']);
}

test('every option is possible: it breaks no limit and moves no card onward from a doing half', () => {
  eachWay((of, _, __, made) => {
    expect(findBrokenLimits(of, made)).toEqual([]);
    expect(findUnfinishedCards(of, made)).toEqual([]);
  });
});

test('finish moves a card to the next column, or past it only if nothing else is possible', () => {
  const at = (of: Board, id: string) => of.columns.findIndex((column) => column.id === id);
  eachWay((of, wanted, way, made) => {
    if (way.kind !== 'finish') return expect(way.columnId).toBeUndefined();
    const from = at(of, of.cards[way.card.number - 1]!.columnId);
    const steps = at(of, way.columnId!) - from;
    expect(steps).toBeGreaterThan(0);
    if (steps === 1) return;
    expect(explainRefusal(of, wanted).options.every(({ kind }) => kind === 'finish')).toBe(true);
    for (const { id } of of.columns.slice(from + 1, from + steps))
      expect(findBrokenLimits(of, { ...made, columnId: id } as BoardChange)).toEqual([]);
  });
});

test('every finish and put back makes room in a broken limit, and a swap is the move itself', () => {
  eachWay((of, wanted, way, made) => {
    const after = done(of, made);
    if (way.kind !== 'swap')
      return expect(
        findBrokenLimits(of, wanted).some((limit) => limitLoad(limit, after) < limitLoad(limit, of)),
      ).toBe(true);
    if (wanted.kind !== 'move') throw new Error('a swap is offered only for a move');
    const { columnId, swimlaneId } = after.cards[wanted.card - 1]!;
    expect({ columnId, swimlaneId }).toEqual({
      columnId: wanted.columnId,
      swimlaneId: wanted.swimlaneId === undefined ? of.cards[wanted.card - 1]!.swimlaneId : wanted.swimlaneId,
    });
  });
});

test('options that suffice come first within each kind', () => {
  fc.assert(
    fc.property(board, change, (of, make) => {
      const wanted = make(of);
      for (const kind of ['finish', 'putBack'] as const) {
        const through = explainRefusal(of, wanted)
          .options.filter((way) => way.kind === kind)
          .map((way) => findBrokenLimits(done(of, changeOf(wanted, way)), wanted).length === 0);
        expect(through).toEqual(through.toSorted((one, other) => Number(other) - Number(one)));
      }
    }),
    { numRuns: 1000 },
  );
});

test('the entering cards are those that increase a limit, and there are none if no limit is broken', () => {
  fc.assert(
    fc.property(board, change, (of, make) => {
      const wanted = make(of);
      const { limits, options } = explainRefusal(of, wanted);
      expect(limits.map(({ id }) => id)).toEqual(findBrokenLimits(of, wanted).map(({ id }) => id));
      if (limits.length === 0) expect(options).toEqual([]);
      for (const { cards } of limits) expect(cards.length > 0).toBe(wanted.kind !== 'create');
    }),
  );
});
