import { expect, test } from '@jest/globals';
import type { Column, ProblemOf } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { manager, member } = api.people;
type ColumnAnswer = Column & Pick<ProblemOf<'invalid-input'>, 'errors'>;
const change = (board: BoardUnderTest, column: string, body: object) =>
  manager.patch<ColumnAnswer>(`${board.path}/columns/${board.id(column)}`, body);
const faults = ({ status, body }: { status: number; body: ColumnAnswer }) => [
  status,
  body.errors?.map(({ path }) => path),
];

test('adds a column with halves, policy and limit, all named in the event', async () => {
  const board = await aBoard().make();
  const { seq } = await board.read();
  const made = await manager.post<ColumnAnswer>(`${board.path}/columns`, {
    name: 'Review',
    kind: 'active',
    split: true,
    policy: ' Two have read it.\nThe tests are green. ',
    limit: { max: 4, min: 1, mode: 'reason' },
  });
  expect(made).toMatchObject({
    status: 201,
    body: {
      name: 'Review',
      kind: 'active',
      split: true,
      policy: 'Two have read it.\nThe tests are green.',
      limit: { max: 4, min: 1, mode: 'reason' },
      load: 0,
    },
  });
  expect(await board.column('Review')).toEqual(made.body);
  const { id, limit } = made.body;
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'column.added',
      changes: [
        { column: id, to: { name: 'Review', kind: 'active', split: true, policy: made.body.policy } },
        { limit: limit!.id, to: { scope: 'column', columnId: id, max: 4, min: 1, mode: 'reason' } },
      ],
    },
  ]);
});

test('records what differs of a column and its limit, and nothing if nothing differs', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).make();
  const { seq } = await board.read();
  const policy = 'Reviewed by another.';
  const changed = await change(board, 'Doing', { policy, name: 'Doing', limit: { max: 2, mode: 'warn' } });
  expect(changed.body).toMatchObject({ name: 'Doing', policy, limit: { max: 2, mode: 'warn' } });
  await change(board, 'Doing', { policy, limit: { max: 2, mode: 'warn' } });
  await change(board, 'Doing', {});
  const events = await board.events(seq);
  expect(events).toHaveLength(1);
  expect(events[0]!.changes).toEqual([
    { column: board.id('Doing'), from: { policy: '' }, to: { policy } },
    {
      limit: changed.body.limit!.id,
      from: expect.objectContaining({ scope: 'column', max: 3, mode: 'block' }),
      to: expect.objectContaining({ scope: 'column', max: 2, mode: 'warn' }),
    },
  ]);
  // A limit is replaced as a whole: fields that are not given get their defaults.
  expect((await change(board, 'Doing', { limit: { max: 5 } })).body.limit).toMatchObject({
    max: 5,
    mode: 'block',
  });
  expect((await change(board, 'Doing', { limit: null })).body.limit).toBeNull();
  const [, gone] = await board.events(seq + 1);
  expect(gone!.changes).toEqual([
    { limit: changed.body.limit!.id, from: expect.objectContaining({ max: 5 }) },
  ]);
});

test('records no event when a column or swimlane stays in place', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const lanes: string[] = [];
  for (const name of ['One', 'Two']) {
    lanes.push((await manager.post<{ id: string }>(`${board.path}/swimlanes`, { name })).body.id);
  }
  const { seq } = await board.read();
  await change(board, 'Review', { after: board.id('Doing') });
  await change(board, 'Doing', { before: board.id('Review'), name: 'Doing' });
  await manager.patch(`${board.path}/swimlanes/${lanes[1]}`, { after: lanes[0], name: 'Two' });
  expect((await board.read()).seq).toBe(seq);
  await change(board, 'Review', { before: board.id('Doing') });
  await manager.patch(`${board.path}/swimlanes/${lanes[1]}`, { before: lanes[0] });
  expect((await board.events(seq)).map(({ changes }) => changes)).toEqual([
    [{ column: board.id('Review'), from: {}, to: { before: board.id('Doing') } }],
    [{ swimlane: lanes[1], from: { name: 'Two' }, to: { name: 'Two', before: lanes[0] } }],
  ]);
});

test('splitting a column puts its cards into doing; joining it removes the halves', async () => {
  const board = await aBoard().column('Doing').make();
  const [one, two] = await board.cards('Doing', 2);
  await change(board, 'Doing', { split: true });
  const halves = async () => (await board.read()).cards.map(({ half }) => half);
  expect(await halves()).toEqual(['doing', 'doing']);
  await member.moveCard(board, two, { column: 'Doing', half: 'done' });
  expect(await halves()).toEqual(['doing', 'done']);
  expect((await change(board, 'Doing', { split: false })).body.split).toBe(false);
  expect(await halves()).toEqual([null, null]);
  expect((await member.moveCard(board, one, { column: 'Done' })).status).toBe(200);
  await change(board, 'Doing', { split: true });
  expect(await halves()).toEqual(['doing', null]);
});

test('refuses halves in a column that is not active', async () => {
  const board = await aBoard().make();
  const { seq } = await board.read();
  for (const name of ['Ready', 'Done'])
    expect(faults(await change(board, name, { split: true }))).toEqual([422, ['split']]);
  const made = await manager.post<ColumnAnswer>(`${board.path}/columns`, {
    name: 'Ideas',
    kind: 'queue',
    split: true,
  });
  expect(faults(made)).toEqual([422, ['split']]);
  expect((await change(board, 'Ready', { split: false })).status).toBe(200);
  expect((await board.read()).seq).toBe(seq);
});

test('refuses a limit below its minimum and an invalid policy', async () => {
  const board = await aBoard()
    .column('Doing', { limit: { max: 3, min: 1 } })
    .make();
  const { seq } = await board.read();
  for (const [body, path] of [
    [{ limit: { max: 2, min: 3 } }, 'limit.min'],
    [{ limit: { max: 2, min: -1 } }, 'limit.min'],
    [{ limit: { max: 2, mode: 'maybe' } }, 'limit.mode'],
    [{ limit: { min: 1 } }, 'limit.max'],
    [{ policy: 'x'.repeat(2001) }, 'policy'],
    [{ policy: 'a\u0000b' }, 'policy'],
    [{ policy: null }, 'policy'],
    [{ split: 'yes' }, 'split'],
    [{ kind: 'queue' }, 'kind'],
  ] as [object, string][]) {
    expect([body, ...faults(await change(board, 'Doing', body))]).toEqual([body, 422, [path]]);
  }
  expect((await board.read()).seq).toBe(seq);
});

test('lowering a column’s limit below its load keeps every card and refuses new ones', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).make();
  const [one] = await board.cards('Doing', 3);
  const [waits] = await board.cards('Ready', 1);
  expect((await change(board, 'Doing', { limit: { max: 1 } })).body).toMatchObject({
    load: 3,
    limit: { max: 1 },
  });
  const enter = () => member.moveCard(board, waits, { column: 'Doing' });
  expect(await enter()).toMatchObject({ status: 409, body: { detail: 'Doing is over its limit: 3 of 1.' } });
  expect((await member.moveCard(board, one, { column: 'Doing' })).status).toBe(200);
  for (const load of [2, 1]) {
    const { cards } = await board.read();
    const { number } = cards.find(({ columnId }) => columnId === board.id('Doing'))!;
    expect((await member.moveCard(board, number, { column: 'Done' })).status).toBe(200);
    expect(await enter()).toMatchObject({ status: 409, body: { limits: [{ load, max: 1 }] } });
  }
});
