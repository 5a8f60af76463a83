import {
  Column,
  ColumnChange,
  FirstColumn,
  Limit,
  LimitChange,
  NewColumn,
  NewLimit,
} from '../../src/index.js';

const [id, other] = ['0199f3a0-0000-7000-8000-000000000001', '0199f3a0-0000-7000-8000-000000000002'];
const faults = (result: { error?: { issues: { path: PropertyKey[] }[] } }) =>
  result.error?.issues.map(({ path }) => path.join('.'));

/** The fields that each scope needs. */
const scopes = [
  { scope: 'column', columnId: id },
  { scope: 'columns', columnIds: [id, other] },
  { scope: 'swimlane', swimlaneId: id },
  { scope: 'swimlane', swimlaneId: id, columnId: other },
  { scope: 'person', userId: id, across: 'board' },
  { scope: 'person', userId: id, across: 'workspace' },
  { scope: 'board' },
  { scope: 'classOfService', classOfService: 'expedite' },
];

describe.each(scopes)('a limit on %j', (scope) => {
  test('accepts a maximum from 0 to 9999', () => {
    for (const max of [0, 1, 9999]) expect(NewLimit.safeParse({ ...scope, max }).success).toBe(true);
    for (const max of [-1, 10_000, 1e9, 1.5, '3', null, undefined, Number.NaN])
      expect(faults(NewLimit.safeParse({ ...scope, max }))).toEqual(['max']);
  });

  test('accepts a minimum up to its maximum, and any mode', () => {
    expect(NewLimit.safeParse({ ...scope, max: 3, min: 3, mode: 'reason' }).success).toBe(true);
    expect(faults(NewLimit.safeParse({ ...scope, max: 3, min: 4 }))).toEqual(['min']);
    expect(faults(NewLimit.safeParse({ ...scope, max: 3, min: -1 }))).toEqual(['min']);
    expect(faults(NewLimit.safeParse({ ...scope, max: 3, mode: 'maybe' }))).toEqual(['mode']);
  });

  test('has the fields of its scope and no others', () => {
    for (const name of Object.keys(scope).filter((each) => each !== 'scope' && each !== 'columnId')) {
      expect(faults(NewLimit.safeParse({ ...scope, [name]: undefined, max: 3 }))).toEqual([name]);
    }
    expect(NewLimit.safeParse({ ...scope, cardId: id, max: 3 }).success).toBe(false);
  });

  test('includes its load and how often it was exceeded', () => {
    const facts = { id, max: 3, mode: 'block', load: 4, passedLately: 0 };
    expect(Limit.safeParse({ ...facts, ...scope }).success).toBe(true);
    expect(faults(Limit.safeParse({ ...facts, ...scope, passedLately: undefined }))).toEqual([
      'passedLately',
    ]);
  });
});

test('a limit of an unknown scope is refused', () => {
  expect(faults(NewLimit.safeParse({ scope: 'galaxy', max: 3 }))).toEqual(['scope']);
  expect(faults(NewLimit.safeParse({ scope: 'column', max: 3 }))).toEqual(['columnId']);
  expect(NewLimit.safeParse({ scope: 'board', columnId: id, max: 1 }).success).toBe(false);
  expect(faults(NewLimit.safeParse({ scope: 'person', userId: id, across: 'galaxy', max: 1 }))).toEqual([
    'across',
  ]);
});

test('a group needs two or more different columns', () => {
  const group = (columnIds: unknown) => faults(NewLimit.safeParse({ scope: 'columns', columnIds, max: 3 }));
  expect(group([])).toEqual(['columnIds']);
  expect(group([id])).toEqual(['columnIds']);
  expect(group([id, id])).toEqual(['columnIds']);
  expect(group([id, 'Doing'])).toEqual(['columnIds.1']);
  expect(faults(LimitChange.safeParse({ columnIds: [id] }))).toEqual(['columnIds']);
});

test('null in a change of a limit removes the minimum', () => {
  expect(LimitChange.safeParse({ min: null }).success).toBe(true);
  expect(LimitChange.safeParse({}).success).toBe(true);
  expect(faults(LimitChange.safeParse({ max: 2, min: 3 }))).toEqual(['min']);
  expect(faults(LimitChange.safeParse({ scope: 'board' }))).toEqual(['']);
});

describe('a column', () => {
  test.each([FirstColumn, NewColumn])('can be split only if it is active', (schema) => {
    expect(schema.safeParse({ name: 'Dev', kind: 'active', split: true }).success).toBe(true);
    for (const kind of ['queue', 'done'])
      expect(faults(schema.safeParse({ name: 'Dev', kind, split: true }))).toEqual(['split']);
    expect(schema.safeParse({ name: 'Ready', kind: 'queue', split: false }).success).toBe(true);
  });

  test('can have an empty policy, and a limit with a minimum', () => {
    expect(ColumnChange.safeParse({ policy: '', limit: { max: 3, min: 1, mode: 'warn' } }).success).toBe(
      true,
    );
    expect(faults(ColumnChange.safeParse({ policy: 'x'.repeat(2001) }))).toEqual(['policy']);
    expect(faults(ColumnChange.safeParse({ limit: { max: 1, min: 2 } }))).toEqual(['limit.min']);
    const facts = { id, name: 'Dev', kind: 'active', limit: null, load: 0 };
    expect(Column.safeParse({ ...facts, split: true, policy: 'Tests are green' }).success).toBe(true);
    expect(faults(Column.safeParse(facts))).toEqual(['split', 'policy']);
  });
});
