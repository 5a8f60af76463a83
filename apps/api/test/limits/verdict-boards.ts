import {
  type Board,
  type BoardChange,
  type Column,
  classesOfService,
  type Limit,
  type LimitMode,
  type LimitScope,
  limitLoad,
  limitModes,
} from '@weir/domain';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';

// Random boards with limits of every scope, and random changes of every kind, for domain and database to judge.

const day = '2026-01-01T00:00:00Z';
const kinds = ['queue', 'queue', 'active', 'active', 'done'] as const;

export const columns: Column[] = kinds.map((kind, at) => ({
  id: uuid(),
  name: `Column ${at}`,
  kind,
  split: at === 2,
}));
export const lanes = ['Payments', 'Search'].map((name) => ({ id: uuid(), name }));
export const people = ['Ada', 'Bao'].map((name) => ({ id: uuid(), name }));

/** A board, and how many cards each person has in flight on another board of the workspace. */
export type Verdicts = { board: Board; elsewhere: number[] };

const scopes: (LimitScope & { id: string })[] = [
  ...columns.map(({ id }) => ({ scope: 'column', columnId: id }) as const),
  ...[
    [0, 1],
    [2, 3],
    [1, 2, 4],
  ].map((at) => ({ scope: 'columns', columnIds: at.map((each) => columns[each]!.id) }) as const),
  ...lanes.map(({ id }) => ({ scope: 'swimlane', swimlaneId: id }) as const),
  ...columns.map(({ id }) => ({ scope: 'swimlane', swimlaneId: lanes[0]!.id, columnId: id }) as const),
  ...people.flatMap(({ id }) =>
    (['board', 'workspace'] as const).map((across) => ({ scope: 'person', userId: id, across }) as const),
  ),
  { scope: 'board' } as const,
  ...classesOfService.map((each) => ({ scope: 'classOfService', classOfService: each }) as const),
].map((scope) => ({ ...scope, id: uuid() }));

const columnId = fc.constantFrom(...columns.map(({ id }) => id));
const swimlaneId = fc.constantFrom(null, ...lanes.map(({ id }) => id));
const half = fc.constantFrom('doing', 'done');
const classOfService = fc.constantFrom(...classesOfService);
const assigneeIds = fc.subarray(people.map(({ id }) => id));

/** Limits half of the possible subjects. */
function limitsOf(modes: readonly LimitMode[]): fc.Arbitrary<Limit[]> {
  const facts = fc.record({ max: fc.integer({ min: 0, max: 3 }), mode: fc.constantFrom(...modes) });
  const maybeFacts = fc.oneof(fc.constant(null), facts);
  return fc
    .tuple(...scopes.map((scope) => maybeFacts.map((limit) => limit && { ...scope, ...limit })))
    .map((all) => all.filter((limit) => limit !== null));
}

const card = fc.record({
  columnId,
  swimlaneId,
  half,
  classOfService,
  assigneeIds,
  archivedAt: fc.constantFrom(null, null, null, day),
});

function boardsWith(limits: fc.Arbitrary<Limit[]>): fc.Arbitrary<Verdicts> {
  return fc
    .record({
      limits,
      cards: fc.noBias(fc.array(card, { minLength: 4, maxLength: 14 })),
      elsewhere: fc.tuple(...people.map(() => fc.integer({ min: 0, max: 2 }))),
    })
    .map(({ limits, cards, elsewhere }) => {
      const board: Board = {
        name: 'B',
        columns,
        swimlanes: lanes,
        limits,
        cards: cards.map(({ assigneeIds, ...each }, at) => ({
          ...each,
          half: columns.find(({ id }) => id === each.columnId)?.split ? each.half : null,
          assignees: assigneeIds.map((id) => ({ id })),
          number: at + 1,
          ref: `B-${at + 1}`,
          title: 'A card',
          enteredColumnAt: day,
          committedAt: null,
          blocked: null,
        })),
      };
      return {
        board: { ...board, limits: limits.map((limit) => withLoad(board, limit, elsewhere)) },
        elsewhere,
      };
    });
}

const blocking = limitsOf(['block']);
const warning = limitsOf(['warn']);
export const boards = boardsWith(fc.oneof(blocking, blocking, warning, limitsOf(limitModes)));
/** Refuse most growth. */
export const blockingBoards = boardsWith(blocking);
/** Accept everything, so that each change can log overrides. */
export const warningBoards = boardsWith(warning);

/** Sets the load of a limit across boards, which a single board cannot count. */
function withLoad(board: Board, limit: Limit, elsewhere: number[]): Limit {
  if (limit.scope !== 'person' || limit.across === 'board') return limit;
  return {
    ...limit,
    load: limitLoad(limit, board) + elsewhere[people.findIndex(({ id }) => id === limit.userId)]!,
  };
}

const pick = fc.nat();
const place = fc.record({ columnId, swimlaneId, half }, { requiredKeys: ['columnId'] });
const numberOf = (of: Board, at: number) => (at % of.cards.length) + 1;

/** A trade is compared in `same-rules.test.ts`: the database decides where its cards go. */
export type ComparedKind = Exclude<BoardChange['kind'], 'trade'>;

/** Generators of every kind of change, for a board given later. */
export const changes: Record<ComparedKind, fc.Arbitrary<(of: Board) => BoardChange>> = {
  create: fc
    .record(
      { columnId, classOfService, swimlaneId, assigneeIds },
      { requiredKeys: ['columnId', 'classOfService'] },
    )
    .map((card) => () => ({ kind: 'create', ...card })),
  move: fc.tuple(pick, place).map(([at, to]) => (of) => ({ kind: 'move', card: numberOf(of, at), ...to })),
  bulk: fc.oneof(
    fc
      .array(fc.tuple(pick, place), { minLength: 2, maxLength: 5 })
      .map((wishes) => (of: Board): BoardChange => {
        const moves = new Map(
          wishes.map(([at, to]) => [numberOf(of, at), { card: numberOf(of, at), ...to }]),
        );
        return { kind: 'bulk', moves: [...moves.values()] };
      }),
    // Two columns exchange all their cards.
    fc.tuple(columnId, columnId).map(([one, other]) => (of: Board): BoardChange => {
      const moves = of.cards.flatMap(({ number, columnId }) =>
        columnId === one
          ? [{ card: number, columnId: other }]
          : columnId === other
            ? [{ card: number, columnId: one }]
            : [],
      );
      return { kind: 'bulk', moves };
    }),
  ),
  putBack: pick.map((at) => (of) => ({ kind: 'putBack', card: numberOf(of, at) })),
  swap: fc.tuple(pick, pick).map(([one, other]) => (of) => {
    const card = numberOf(of, one);
    return { kind: 'swap', card, with: numberOf(of, card + (other % (of.cards.length - 1))) };
  }),
  edit: fc
    .tuple(pick, fc.record({ classOfService, assigneeIds }, { requiredKeys: [] }))
    .map(([at, to]) => (of) => ({ kind: 'edit', card: numberOf(of, at), ...to })),
  restore: pick.map((at) => (of) => ({ kind: 'restore', card: of.cards[numberOf(of, at) - 1]! })),
  clearColumn: fc
    .tuple(columnId, columnId)
    .filter(([from, to]) => from !== to)
    .map(([columnId, to]) => () => ({ kind: 'clearColumn', columnId, to })),
  clearLane: fc
    .tuple(fc.constantFrom(...lanes), swimlaneId)
    .filter(([from, to]) => from.id !== to)
    .map(([{ id }, to]) => () => ({ kind: 'clearLane', swimlaneId: id, to })),
};
