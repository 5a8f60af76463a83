import fc from 'fast-check';
import {
  type Board,
  type BoardChange,
  classesOfService,
  type Limit,
  type LimitScope,
  limitModes,
} from '../src/index.js';

// Boards with limits of every scope and changes of every kind, small enough that they meet each other.

const day = '2026-01-01T00:00:00Z';
const columns = [
  { id: 'Ready', name: 'Ready', kind: 'queue', split: false },
  { id: 'Dev', name: 'Dev', kind: 'active', split: true },
  { id: 'Review', name: 'Review', kind: 'active', split: false },
  { id: 'Done', name: 'Done', kind: 'done', split: false },
] as const;
const lanes = ['Payments', 'Search'] as const;
const people = ['Ada', 'Bao'] as const;

export const columnId = fc.constantFrom(...columns.map(({ id }) => id));
const swimlaneId = fc.constantFrom(null, ...lanes);
const half = fc.constantFrom('doing', 'done');
const classOfService = fc.constantFrom(...classesOfService);
const assigneeIds = fc.subarray([...people]);

const scopes: LimitScope[] = [
  ...columns.map(({ id }) => ({ scope: 'column', columnId: id }) as const),
  { scope: 'columns', columnIds: ['Dev', 'Review'] },
  { scope: 'columns', columnIds: ['Ready', 'Dev', 'Done'] },
  ...lanes.map((lane) => ({ scope: 'swimlane', swimlaneId: lane }) as const),
  ...columns.map(({ id }) => ({ scope: 'swimlane', swimlaneId: 'Payments', columnId: id }) as const),
  ...people.map((userId) => ({ scope: 'person', userId, across: 'board' }) as const),
  { scope: 'board' },
  ...classesOfService.map((each) => ({ scope: 'classOfService', classOfService: each }) as const),
];

const limits: fc.Arbitrary<Limit[]> = fc
  .tuple(
    ...scopes.map((scope, at) =>
      fc
        .option(
          fc.record({
            max: fc.integer({ min: 0, max: 4 }),
            mode: fc.oneof(
              { weight: 3, arbitrary: fc.constant('block' as const) },
              fc.constantFrom(...limitModes),
            ),
          }),
        )
        .map((facts) => facts && { id: `${at}`, ...scope, ...facts }),
    ),
  )
  .map((all) => all.filter((limit) => limit !== null));

const card = fc.record({
  columnId,
  swimlaneId,
  half,
  classOfService,
  assigneeIds,
  archivedAt: fc.constantFrom(null, null, null, day),
  blocked: fc.constantFrom(null, null, {}),
});

export const board: fc.Arbitrary<Board> = fc
  .record({ limits, cards: fc.array(card, { minLength: 2, maxLength: 12 }) })
  .map(({ limits, cards }) => ({
    name: 'Platform',
    columns,
    swimlanes: lanes.map((id) => ({ id, name: id })),
    limits,
    cards: cards.map(({ assigneeIds, ...each }, at) => ({
      ...each,
      half: columns.find(({ id }) => id === each.columnId)?.split ? each.half : null,
      assignees: assigneeIds.map((id) => ({ id })),
      number: at + 1,
      ref: `T-${at + 1}`,
      title: '',
      enteredColumnAt: day,
      committedAt: null,
    })),
  }));

/** The number of a card on a board that is generated later. */
export const pick = fc.nat().map((n) => (of: Board) => (n % of.cards.length) + 1);

const place = fc.record({ columnId, swimlaneId, half }, { requiredKeys: ['columnId'] });
const move = fc.tuple(pick, place).map(([card, to]) => (of: Board) => ({ card: card(of), ...to }));

/** A change of one kind, for a board that is generated later. */
const kinds = {
  create: fc
    .record(
      { columnId, classOfService, swimlaneId, assigneeIds },
      { requiredKeys: ['columnId', 'classOfService'] },
    )
    .map((card) => (): BoardChange => ({ kind: 'create', ...card })),
  move: move.map(
    (to) =>
      (of: Board): BoardChange => ({ kind: 'move', ...to(of) }),
  ),
  bulk: fc.array(move, { minLength: 1, maxLength: 4 }).map((moves) => (of: Board): BoardChange => {
    const all = moves.map((to) => to(of));
    return {
      kind: 'bulk',
      moves: all.filter(({ card }, at) => all.findIndex((m) => m.card === card) === at),
    };
  }),
  putBack: pick.map(
    (card) =>
      (of: Board): BoardChange => ({ kind: 'putBack', card: card(of) }),
  ),
  swap: fc.tuple(pick, pick).map(
    ([one, other]) =>
      (of: Board): BoardChange => ({ kind: 'swap', card: one(of), with: other(of) }),
  ),
  edit: fc.tuple(pick, fc.record({ classOfService, assigneeIds }, { requiredKeys: [] })).map(
    ([card, to]) =>
      (of: Board): BoardChange => ({ kind: 'edit', card: card(of), ...to }),
  ),
  restore: pick.map(
    (card) =>
      (of: Board): BoardChange => ({ kind: 'restore', card: of.cards[card(of) - 1]! }),
  ),
  clearColumn: fc.tuple(columnId, columnId).map(
    ([columnId, to]) =>
      (): BoardChange => ({ kind: 'clearColumn', columnId, to }),
  ),
  clearLane: fc.tuple(fc.constantFrom(...lanes), swimlaneId).map(
    ([swimlaneId, to]) =>
      (): BoardChange => ({ kind: 'clearLane', swimlaneId, to }),
  ),
};

export const change = fc.oneof(...Object.values(kinds));
export const aMove = kinds.move;

/** Applies a change in the simplest way, independent of the code under test. A new card goes last. */
export function done(of: Board, change: BoardChange): Board {
  const cards = of.cards.map((card) => ({ ...card }));
  const at = (number: number) => cards[number - 1]!;
  const put = ({
    card,
    columnId,
    swimlaneId,
  }: {
    card: number;
    columnId: string;
    swimlaneId?: string | null;
  }) => {
    at(card).columnId = columnId;
    if (swimlaneId !== undefined) at(card).swimlaneId = swimlaneId;
  };
  switch (change.kind) {
    case 'create': {
      const { assigneeIds = [], swimlaneId = null, columnId, classOfService } = change;
      const assignees = assigneeIds.map((id) => ({ id }));
      cards.push({
        ...at(1),
        number: cards.length + 1,
        columnId,
        classOfService,
        swimlaneId,
        assignees,
        archivedAt: null,
      });
      break;
    }
    case 'move':
      put(change);
      break;
    case 'bulk':
      for (const each of change.moves) put(each);
      break;
    case 'putBack':
      put({ card: change.card, columnId: 'Ready' });
      break;
    case 'swap': {
      const [one, other] = [of.cards[change.card - 1]!, of.cards[change.with - 1]!];
      put({ ...other, card: one.number });
      put({ ...one, card: other.number });
      break;
    }
    case 'edit':
      if (change.classOfService) at(change.card).classOfService = change.classOfService;
      if (change.assigneeIds) at(change.card).assignees = change.assigneeIds.map((id) => ({ id }));
      break;
    case 'restore':
      at(change.card.number).archivedAt = null;
      break;
    case 'clearColumn':
      for (const card of cards) if (card.columnId === change.columnId) card.columnId = change.to;
      break;
    case 'clearLane':
      for (const card of cards) if (card.swimlaneId === change.swimlaneId) card.swimlaneId = change.to;
  }
  return { ...of, cards };
}
