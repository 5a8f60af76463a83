import { findBrokenLimits, type Board as Rules } from '@weir/domain';
import { Board, BoardNumberParams, CardPosition, NewBoard, NewCard } from '../../src/index.js';

const id = '0199f3a0-0000-7000-8000-000000000001';
const columns = [
  { name: 'Ready', kind: 'queue', limit: { max: 5 } },
  { name: 'Doing', kind: 'active' },
  { name: 'Done', kind: 'done', limit: null },
];
const faults = (result: { error?: { issues: { path: PropertyKey[] }[] } }) =>
  result.error?.issues.map(({ path }) => path.join('.'));

describe('a new board', () => {
  test('needs a key, a name and columns', () => {
    expect(NewBoard.safeParse({ key: 'PLAT', name: 'Platform', columns }).success).toBe(true);
  });

  test.each(['plat', 'P', '1PLAT', 'PLATFORMTEAM', 'PL-AT', ''])('refuses %j as its key', (key) => {
    expect(faults(NewBoard.safeParse({ key, name: 'Platform', columns }))).toEqual(['key']);
  });

  test('needs columns in the order queue, active, done, at least one of each', () => {
    const [queue, active, done] = columns;
    const row = (...of: unknown[]) =>
      faults(NewBoard.safeParse({ key: 'PLAT', name: 'Platform', columns: of }));
    expect(row(queue, done, active)).toEqual(['columns.2.kind']);
    expect(row(queue, active, { ...(active as object), name: 'Review' })).toEqual(['columns']);
  });

  test('needs a different name for each column, whatever the case', () => {
    const [queue, active, done] = columns;
    const named = (name: string) =>
      faults(
        NewBoard.safeParse({ key: 'PLAT', name: 'x', columns: [queue, active, { ...active, name }, done] }),
      );
    expect(named('Review')).toBeUndefined();
    expect(named(` ${active?.name.toUpperCase()} `)).toEqual(['columns.2.name']);
  });

  test('accepts the fields of the intake policy and no others', () => {
    const board = (intake: unknown) =>
      faults(NewBoard.safeParse({ key: 'PLAT', name: 'Platform', columns, intake }));
    expect(board({ depth: 8, timeZone: 'Europe/Berlin' })).toBeUndefined();
    expect(board({ depth: -1 })).toEqual(['intake.depth']);
    expect(board({ timeZone: 'Mars/Olympus' })).toEqual(['intake.timeZone']);
    expect(board({ timeZone: '+02:00' })).toEqual(['intake.timeZone']);
    expect(board({ width: 8 })).toEqual(['intake']);
  });
});

describe('a card', () => {
  test('refuses unknown fields and invalid dates', () => {
    expect(NewCard.safeParse({ title: 'Tracing', colour: 'red' }).success).toBe(false);
    expect(faults(NewCard.safeParse({ title: 'Tracing', dueOn: '2026-02-29' }))).toEqual(['dueOn']);
    expect(faults(NewCard.safeParse({ title: 'Tracing', dueOn: '0000-01-01' }))).toEqual(['dueOn']);
    expect(NewCard.safeParse({ title: 'Tracing', dueOn: '2028-02-29' }).success).toBe(true);
  });

  test('lists each assignee once', () => {
    expect(faults(NewCard.safeParse({ title: 'Tracing', assigneeIds: [id, id] }))).toEqual(['assigneeIds']);
  });

  test('moves to one position: a column with one neighbour, or the position of another card', () => {
    const at = (position: unknown) => faults(CardPosition.safeParse(position));
    expect(at({ columnId: id })).toBeUndefined();
    expect(at({ columnId: id, before: 4 })).toBeUndefined();
    expect(at({ swapWith: 4 })).toBeUndefined();
    expect(at({ columnId: id, swapWith: 4 })).toBeUndefined();
    expect(at({})).toEqual(['columnId']);
    expect(at({ columnId: id, before: 4, after: 5 })).toEqual(['after']);
    expect(at({ columnId: id, before: 4, swapWith: 5 })).toEqual(['before']);
    expect(at({ columnId: 'Doing' })).toEqual(['columnId']);
    expect(at({ columnId: id, before: 0 })).toEqual(['before']);
    expect(at({ columnId: id, colour: 'red' })).toEqual(['']);
  });

  test('is addressed by its number in paths', () => {
    const path = (number: string) =>
      BoardNumberParams.safeParse({ workspace: 'demo', board: 'PLAT', number }).data?.number;
    expect(path('42')).toBe(42);
    expect(['0', '-1', '1e3', '0x1', '4294967296', ' 1', 'x'].map(path)).toEqual(Array(7).fill(undefined));
  });
});

test('the rules of the domain can read a board as the API returns it', () => {
  const gate = { state: 'open', reason: null, until: null, since: null, by: null };
  const card = {
    number: 1,
    ref: 'PLAT-1',
    version: 1,
    title: 'Tracing',
    columnId: id,
    half: null,
    classOfService: 'standard',
    assignees: [],
    swimlaneId: null,
    labelIds: [],
    fields: {},
    checklist: { done: 0, total: 0 },
    attachments: 0,
    commentCount: 0,
    blockedBy: [],
    waitsOn: [],
    lease: null,
    blocked: null,
    enteredColumnAt: '2026-03-01T09:00:00.000Z',
    committedAt: null,
    deliveredAt: null,
    archivedAt: null,
    dueOn: null,
    request: null,
  };
  const board: Rules = Board.parse({
    key: 'PLAT',
    name: 'Platform',
    seq: 7,
    today: '2026-03-01',
    timeZone: 'UTC',
    namesVersion: 0,
    archivedAt: null,
    pressure: { state: 'flowing', level: 0.2 },
    intake: { gate, waiting: 0, depth: 8 },
    rest: null,
    columns: [
      {
        id,
        name: 'Ready',
        kind: 'queue',
        split: false,
        policy: '',
        limit: { id, max: 1, mode: 'block' },
        load: 1,
      },
    ],
    labels: [],
    fields: [],
    swimlanes: [],
    limits: [{ id, scope: 'column', columnId: id, max: 1, mode: 'block', load: 1, passedLately: 0 }],
    overrides: { budget: 10, spent: 0, renewsOn: '2026-04-01' },
    classPolicies: { expedite: null, fixedDate: null, standard: null, intangible: null },
    serviceLevels: { expedite: null, fixedDate: null, standard: { percent: 85, days: 12 }, intangible: null },
    riskAges: [],
    recurringCards: [],
    cards: [card],
  });
  expect(findBrokenLimits(board, { kind: 'create', columnId: id, classOfService: 'standard' })).toHaveLength(
    1,
  );
});
