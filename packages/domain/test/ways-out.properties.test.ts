import fc from 'fast-check';
import {
  type Board,
  type Change,
  explain,
  load,
  nextPlace,
  notDone,
  type WayOut,
  wouldBreak,
} from '../src/index.js';
import { board, change, done } from './random-board.js';

/** A way out as the change that the person then makes. */
function changeOf(of: Board, wanted: Change, { kind, card }: WayOut): Change {
  if (kind === 'putBack') return { kind, card: card.number };
  if (kind === 'swap' && wanted.kind === 'move') return { kind, card: wanted.card, with: card.number };
  const onward = nextPlace(of, explain(of, wanted).limits, of.cards[card.number - 1]!);
  return { kind: 'move', card: card.number, columnId: onward!.id };
}

/** Of one board and change the ways out; boards on which nothing is refused are left out. */
function eachWay(check: (of: Board, wanted: Change, way: WayOut, made: Change) => void) {
  const seen = new Set<string>();
  fc.assert(
    fc.property(board, change, (of, make) => {
      const wanted = make(of);
      for (const way of explain(of, wanted).options) {
        seen.add(way.kind);
        check(of, wanted, way, changeOf(of, wanted, way));
      }
    }),
    { numRuns: 1000 },
  );
  expect([...seen].sort()).toEqual(['finish', 'putBack', 'swap']);
}

test('every way out works: it breaks no limit and takes nothing onward that is not done', () => {
  eachWay((of, _, __, made) => {
    expect(wouldBreak(of, made)).toEqual([]);
    expect(notDone(of, made)).toEqual([]);
  });
});

test('every finish and putting back makes room in a limit that refuses, and a swap is the move itself', () => {
  eachWay((of, wanted, way, made) => {
    const after = done(of, made);
    if (way.kind !== 'swap')
      return expect(wouldBreak(of, wanted).some((limit) => load(limit, after) < load(limit, of))).toBe(true);
    if (wanted.kind !== 'move') throw new Error('a swap is offered for a move alone');
    const { columnId, swimlaneId } = after.cards[wanted.card - 1]!;
    expect({ columnId, swimlaneId }).toEqual({
      columnId: wanted.columnId,
      swimlaneId: wanted.swimlaneId === undefined ? of.cards[wanted.card - 1]!.swimlaneId : wanted.swimlaneId,
    });
  });
});

test('of each kind, what lets the change through comes before what does not', () => {
  fc.assert(
    fc.property(board, change, (of, make) => {
      const wanted = make(of);
      for (const kind of ['finish', 'putBack'] as const) {
        const through = explain(of, wanted)
          .options.filter((way) => way.kind === kind)
          .map((way) => wouldBreak(done(of, changeOf(of, wanted, way)), wanted).length === 0);
        expect(through).toEqual(through.toSorted((one, other) => Number(other) - Number(one)));
      }
    }),
    { numRuns: 1000 },
  );
});

test('who would enter a limit is who raises it, and nobody is told where nothing breaks', () => {
  fc.assert(
    fc.property(board, change, (of, make) => {
      const wanted = make(of);
      const { limits, options } = explain(of, wanted);
      expect(limits.map(({ id }) => id)).toEqual(wouldBreak(of, wanted).map(({ id }) => id));
      if (limits.length === 0) expect(options).toEqual([]);
      for (const { cards } of limits) expect(cards.length > 0).toBe(wanted.kind !== 'create');
    }),
  );
});
