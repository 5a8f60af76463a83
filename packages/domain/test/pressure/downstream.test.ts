import fc from 'fast-check';
import {
  bottleneckOf,
  circlesOf,
  downstreamDamping,
  downstreamPressures,
  type PressedBoard,
  slotsOf,
} from '../../src/index.js';

const board = (id: string, level: number, work: number, ...waits: [string[], number][]): PressedBoard => ({
  id,
  level,
  work,
  slots: 0,
  waits: waits.map(([on, count]) => ({ on, count })),
});
const pressures = (...boards: PressedBoard[]) => Object.fromEntries(downstreamPressures(boards));

describe('downstream pressure', () => {
  test('is the mean over the work, where each waiting item counts with the fullest board that it waits on', () => {
    const boards = [board('A', 0, 10, [['B'], 2], [['B', 'C'], 1]), board('B', 0.8, 4), board('C', 0.9, 4)];
    expect(pressures(...boards)).toEqual({ A: (2 * 0.8 + 0.9) / 10, B: 0, C: 0 });
  });

  test('is 0 if the boards that a board waits on are not even tight', () => {
    expect(pressures(board('A', 0, 1, [['B'], 1]), board('B', 0.69, 4))).toEqual({ A: 0, B: 0 });
  });

  test('does not rise when a board delivers work that does not wait', () => {
    const left = (work: number) =>
      pressures({ ...board('A', 0, work, [['B'], 3]), slots: 10 }, board('B', 0.9, 4)).A;
    expect([10, 6, 3].map(left)).toEqual([0.27, 0.27, 0.27]);
  });

  test.each([
    ['its board limit', { columns: [{ name: '', load: 0, max: 3 }], board: { load: 0, max: 8 } }, 8],
    [
      'the limits of its active columns',
      { columns: [3, 4].map((max) => ({ name: '', load: 0, max })), board: null },
      7,
    ],
    ['the depth of its intake', { columns: [], board: null }, 12],
  ])('a board has room for as many cards as %s', (_, limits, slots) => {
    expect(slotsOf({ ...limits, intake: { waiting: 0, depth: 12 } })).toBe(slots);
  });

  test('passes on four fifths of a board’s downstream pressure, if that is more than its own level', () => {
    const boards = [board('A', 0, 1, [['B'], 1]), board('B', 0.5, 1, [['C'], 1]), board('C', 1, 0)];
    expect(pressures(...boards)).toEqual({ A: 0.8, B: 1, C: 0 });
  });

  test('of a circle is the solution of its equations', () => {
    // d(A) = max(full(B), 0.8 d(B)) = max(0.75, 0.8 d(B)), and d(B) = max(0, 0.8 d(A)).
    const boards = [board('A', 0.2, 1, [['B'], 1]), board('B', 0.75, 1, [['A'], 1])];
    expect(pressures(...boards)).toEqual({ A: 0.75, B: 0.6 });
  });

  const ids = ['A', 'B', 'C', 'D', 'E'];
  const graphs = fc.tuple(
    ...ids.map((id) =>
      fc.record({
        id: fc.constant(id),
        level: fc.double({ min: 0, max: 1, noNaN: true }),
        work: fc.nat(12),
        slots: fc.nat(12),
        waits: fc.array(
          fc.record({ on: fc.subarray(ids, { minLength: 1 }), count: fc.integer({ min: 1, max: 4 }) }),
          {
            maxLength: 4,
          },
        ),
      }),
    ),
  );

  test('agrees with a solution found board by board, from above', () => {
    fc.assert(
      fc.property(graphs, (boards) => {
        const found = downstreamPressures(boards);
        const known = fromAbove(boards);
        for (const id of ids) expect(found.get(id)).toBeCloseTo(known[id]!, 5);
      }),
      { numRuns: 300 },
    );
  });

  test('is from 0 to 1, and never falls when a board gets fuller', () => {
    fc.assert(
      fc.property(graphs, fc.constantFrom(...ids), (boards, fuller) => {
        const before = downstreamPressures(boards);
        const after = downstreamPressures(
          boards.map((each) => (each.id === fuller ? { ...each, level: 1 } : each)),
        );
        for (const id of ids) {
          expect(before.get(id)).toBeGreaterThanOrEqual(0);
          expect(after.get(id)).toBeLessThanOrEqual(1);
          expect(after.get(id)!).toBeGreaterThanOrEqual(before.get(id)! - 1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Another way to the same solution: Gauss-Seidel, which uses each new value at once, from the other end. */
function fromAbove(boards: readonly PressedBoard[]): Record<string, number> {
  const now: Record<string, number> = Object.fromEntries(boards.map(({ id }) => [id, 1]));
  const levels = Object.fromEntries(boards.map(({ id, level }) => [id, level >= 0.7 ? level : 0]));
  for (let round = 0; round < 400; round += 1) {
    for (const { id, work, slots, waits } of boards.toReversed()) {
      const values = waits.flatMap(({ on, count }) =>
        Array<number>(count).fill(
          Math.max(...on.map((each) => Math.max(levels[each]!, downstreamDamping * now[each]!))),
        ),
      );
      now[id] =
        values.length === 0
          ? 0
          : values.reduce((sum, each) => sum + each, 0) / Math.max(work, slots, values.length);
    }
  }
  return now;
}

describe('circles', () => {
  const edges = (all: Record<string, string[]>) => new Map(Object.entries(all));

  test('are found, even inside a larger graph, and a single board is not a circle', () => {
    const graph = edges({ A: ['B'], B: ['C', 'D'], C: ['A'], D: ['E'], E: ['D'], F: ['F', 'A'] });
    expect(circlesOf(['A', 'B', 'C', 'D', 'E', 'F'], graph)).toEqual([
      ['A', 'B', 'C'],
      ['D', 'E'],
    ]);
    expect(circlesOf(['A', 'B'], edges({ A: ['B'] }))).toEqual([]);
  });

  test('have exactly the boards that reach each other', () => {
    const nodes = ['A', 'B', 'C', 'D', 'E', 'F'];
    const graphs = fc.tuple(...nodes.map(() => fc.subarray(nodes)));
    fc.assert(
      fc.property(graphs, (targets) => {
        const graph = new Map(nodes.map((node, at) => [node, targets[at] ?? []]));
        const reaches = (from: string, to: string) => {
          const seen = new Set<string>();
          const next = [...graph.get(from)!];
          for (let node = next.pop(); node !== undefined; node = next.pop())
            if (!seen.has(node)) {
              seen.add(node);
              next.push(...graph.get(node)!);
            }
          return seen.has(to);
        };
        const found = circlesOf(nodes, graph);
        for (const one of nodes)
          for (const other of nodes)
            if (one !== other) {
              const together = found.some((circle) => circle.includes(one) && circle.includes(other));
              expect(together).toBe(reaches(one, other) && reaches(other, one));
            }
      }),
      { numRuns: 300 },
    );
  });
});

test('the bottleneck is the tight board with the largest product of level and waiting work', () => {
  const boards = [
    { id: 'A', level: 0.6, waiting: 50 },
    { id: 'B', level: 1, waiting: 3 },
    { id: 'C', level: 0.8, waiting: 4 },
    { id: 'D', level: 1, waiting: 0 },
  ];
  expect(bottleneckOf(boards, 0.7)?.id).toBe('C');
  expect(bottleneckOf(boards.slice(0, 1), 0.7)).toBeNull();
});
