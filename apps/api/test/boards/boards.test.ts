import { expect, test } from '@jest/globals';
import type { Board, BoardList, BoardSummary, Column, EventList, ProblemOf } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member, secondMember, requester } = api.people;
const boards = '/v1/workspaces/demo/boards';
type ColumnAnswer = Column & Pick<ProblemOf<'invalid-input'>, 'errors'>;

test('creates a board with its columns in order, an expedite limit of 1 and one event', async () => {
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active', limit: { max: 3 } },
    { name: 'Done', kind: 'done' },
  ];
  const made = await manager.post<BoardSummary>(boards, {
    key: 'NEW',
    name: ' New ',
    columns,
    intake: { depth: 2 },
  });
  expect(made).toMatchObject({
    status: 201,
    body: { key: 'NEW', name: 'New', archivedAt: null, intake: { depth: 2 } },
  });
  const { body } = await member.get<Board>(`${boards}/NEW`);
  expect(body).toMatchObject({ seq: 1, cards: [], swimlanes: [], pressure: { state: 'flowing', level: 0 } });
  expect(body.columns.map(({ name, kind, load, limit }) => [name, kind, load, limit?.max ?? null])).toEqual([
    ['Ready', 'queue', 0, null],
    ['Doing', 'active', 0, 3],
    ['Done', 'done', 0, null],
  ]);
  expect(body.limits).toMatchObject([
    { scope: 'column', columnId: body.columns[1]!.id, max: 3, mode: 'block', load: 0 },
    { scope: 'classOfService', classOfService: 'expedite', max: 1, mode: 'block', load: 0 },
  ]);
  const taken = await manager.post(boards, { key: 'NEW', name: 'Again', columns });
  expect(taken).toMatchObject({ status: 409, body: { code: 'key-taken', key: 'NEW' } });
});

test('creates columns with halves, policies and full limits, all named in the event', async () => {
  const limit = { max: 3, min: 1, mode: 'warn' };
  const doing = { name: 'Doing', kind: 'active', split: true, policy: 'Reviewed by another.' };
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { ...doing, limit },
    { name: 'Done', kind: 'done' },
  ];
  await manager.post(boards, { key: 'WHOLE', name: 'Whole', columns });
  const { body } = await member.get<Board>(`${boards}/WHOLE`);
  expect(body.columns).toMatchObject([{ split: false, policy: '' }, { ...doing, limit }, { split: false }]);
  const { items } = (await manager.get<EventList>(`${boards}/WHOLE/events`)).body;
  const [ready, active, done] = body.columns.map(({ id }) => id);
  expect(items[0]?.changes).toMatchObject([
    { board: 'WHOLE', to: { name: 'Whole' } },
    { column: ready, to: { name: 'Ready', kind: 'queue', split: false } },
    { column: active, to: { name: 'Doing', kind: 'active', split: true } },
    { column: done, to: { name: 'Done', kind: 'done', split: false } },
    { limit: body.columns[1]?.limit?.id, to: { scope: 'column', columnId: active, ...limit } },
    { to: { scope: 'classOfService', classOfService: 'expedite', max: 1, mode: 'block' } },
  ]);
});

test('creates one of two boards with the same key at once', async () => {
  const { columns } = { columns: ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind })) };
  const both = await Promise.all(
    ['One', 'Other'].map((name) => manager.post(boards, { key: 'TWICE', name, columns })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('refuses columns that do not run queue, active, done, and names the first wrong one', async () => {
  const kinds = async (...all: string[]) => {
    const columns = all.map((kind, at) => ({ name: `${kind} ${at}`, kind }));
    return (
      await manager.post<ProblemOf<'invalid-input'>>(boards, { key: 'WRONG', name: 'x', columns })
    ).body.errors.map(({ path }) => path);
  };
  expect(await kinds('queue', 'active', 'active')).toEqual(['columns']);
  expect(await kinds('queue', 'done', 'active')).toEqual(['columns.2.kind']);
  expect(await kinds('active', 'queue', 'done')).toEqual(['columns.1.kind']);
});

test('refuses every change of an archived board until it is restored', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { column: 'Ready' });
  const put = await manager.patch<BoardSummary>(board.path, { archived: true });
  expect(put.body.archivedAt).toEqual(expect.any(String));
  const before = await board.read();
  expect(before).toMatchObject({ archivedAt: put.body.archivedAt, cards: [{ number: 1 }] });
  for (const refused of [
    await member.createCard(board, { column: 'Ready' }),
    await member.moveCard(board, 1, { column: 'Done' }),
    await member.patchCard(board, 1, { title: 'Other' }),
    await manager.post(`${board.path}/columns`, { name: 'More', kind: 'active' }),
    await member.post(`${board.path}/labels`, { name: 'More', colour: 'red' }),
    await manager.post(`${board.path}/limits`, { scope: 'column', columnId: board.id('Ready'), max: 1 }),
    await requester.submit(board, { title: 'Please' }),
  ]) {
    expect(refused).toMatchObject({ status: 409, body: { code: 'board-archived' } });
  }
  expect((await board.read()).seq).toBe(before.seq);
  expect((await manager.patch<BoardSummary>(board.path, { archived: false })).body.archivedAt).toBeNull();
  expect((await member.createCard(board, { column: 'Ready' })).status).toBe(201);
});

test('records no event when a change changes nothing', async () => {
  const board = await aBoard().make();
  await manager.patch(board.path, { name: 'Renamed' });
  const { seq, name } = await board.read();
  expect(name).toBe('Renamed');
  await manager.patch(board.path, { name: 'Renamed', archived: false });
  await manager.patch(board.path, {});
  expect((await board.read()).seq).toBe(seq);
  expect(await board.events(seq - 1)).toMatchObject([
    { type: 'board.changed', changes: [{ from: { name: 'Platform' }, to: { name: 'Renamed' } }] },
  ]);
});

test('sets the override budget, the class policies and the expectations of a board', async () => {
  const board = await aBoard().make();
  const none = { expedite: null, fixedDate: null, standard: null, intangible: null };
  expect(await board.read()).toMatchObject({ overrides: { budget: 10 }, classPolicies: none });
  const { seq } = await board.read();
  const set = (change: object) => manager.patch<ColumnAnswer>(board.path, change);
  const texts = { standard: 'In the order of the queue.', expedite: 'Drop what you do.' };
  expect((await set({ overrideBudget: 3, classPolicies: texts })).status).toBe(200);
  expect(await board.read()).toMatchObject({
    overrides: { budget: 3 },
    classPolicies: { ...none, ...texts },
  });
  await set({ classPolicies: { standard: null, intangible: 'When it is quiet.' } });
  await set({ overrideBudget: 3, classPolicies: { expedite: 'Drop what you do.', fixedDate: null } });
  const left = { expedite: 'Drop what you do.', intangible: 'When it is quiet.' };
  expect((await board.read()).classPolicies).toEqual({ ...none, ...left });
  expect((await board.events(seq)).map(({ changes }) => changes)).toEqual([
    [
      {
        board: board.key,
        from: { overrideBudget: 10, classPolicies: {} },
        to: { overrideBudget: 3, classPolicies: texts },
      },
    ],
    [{ board: board.key, from: { classPolicies: texts }, to: { classPolicies: left } }],
  ]);
  const standard = { percent: 85, days: 12 };
  await set({ serviceLevels: { standard, expedite: { percent: 95, days: 2 } } });
  await set({ serviceLevels: { expedite: null } });
  expect((await board.read()).serviceLevels).toEqual({ ...none, standard });
  expect((await board.events(seq + 3))[0]?.changes).toEqual([
    {
      board: board.key,
      from: { serviceLevels: { expedite: { percent: 95, days: 2 }, standard } },
      to: { serviceLevels: { standard } },
    },
  ]);
  for (const [change, at] of [
    [{ overrideBudget: -1 }, 'overrideBudget'],
    [{ overrideBudget: 1000 }, 'overrideBudget'],
    [{ classPolicies: { expedite: '' } }, 'classPolicies.expedite'],
    [{ classPolicies: { urgent: 'Now' } }, 'classPolicies.urgent'],
  ] as const) {
    const refused = await set(change);
    expect([refused.status, refused.body.errors.map(({ path }) => path)]).toEqual([422, [at]]);
  }
  expect((await board.read()).seq).toBe(seq + 4);
});

test('refuses to restore a board if the limit of a person has no room for its cards', async () => {
  const [board, other] = [await aBoard().make(), await aBoard().make()];
  const userId = secondMember.id;
  const assigned = { assigneeIds: [userId] };
  const { number } = (await member.createCard(board, { column: 'Doing', ...assigned })).body;
  await member.createCard(board, { column: 'Ready', ...assigned });
  await member.createCard(other, { column: 'Doing', ...assigned });
  await manager.patch(board.path, { archived: true });
  const limit = { scope: 'person', userId, across: 'workspace', max: 1 };
  const { body } = await manager.post<{ id: string; load: number }>(`${other.path}/limits`, limit);
  expect(body.load).toBe(1);
  const { seq } = await board.read();

  const refused = await manager.patch<ProblemOf<'wip-limit-reached'>>(board.path, { archived: false });
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'wip-limit-reached',
      limits: [{ id: body.id, scope: 'person', of: 'Noor Novak', max: 1, load: 1, cards: [number] }],
      options: [],
    },
  });
  expect(refused.body.detail).toMatch('Noor Novak');
  expect(refused.body.detail).not.toMatch('override');
  await manager.patch(`${other.path}/limits/${body.id}`, { mode: 'reason' });
  const again = await manager.patch<ProblemOf<'wip-limit-reached'>>(board.path, { archived: false });
  expect(again.body.detail).toMatch('An override isn’t possible here: make room first, or raise the limit.');
  expect(await board.read()).toMatchObject({ seq, archivedAt: expect.any(String) });
  await manager.patch(`${other.path}/limits/${body.id}`, { max: 2 });
  expect((await manager.patch(board.path, { archived: false })).status).toBe(200);
  const { limits } = await other.read();
  expect(limits).toContainEqual(expect.objectContaining({ id: body.id, load: 2, max: 2 }));
  await manager.delete(`${other.path}/limits/${body.id}`);
});

test('counts the board limit in the pressure, in the list and on the board', async () => {
  const board = await aBoard().called('WEIGHED').make();
  await manager.post(`${board.path}/limits`, { scope: 'board', max: 2 });
  await member.createCard(board, { column: 'Doing' });
  await member.createCard(board, { column: 'Doing', classOfService: 'expedite' });
  const full = { state: 'saturated', level: 1 };
  expect((await board.read()).pressure).toEqual(full);
  const { items } = (await member.get<BoardList>(`${boards}?size=200`)).body;
  expect(items.find(({ key }) => key === 'WEIGHED')?.pressure).toEqual(full);
});

test('refuses to archive a board while requests wait', async () => {
  const board = await aBoard().make();
  const asked = await requester.submit(board, { title: 'Something' });
  const archive = () => manager.patch<ProblemOf<'requests-waiting'>>(board.path, { archived: true });
  const held = await archive();
  expect(held.status).toBe(409);
  expect(held.body).toMatchObject({ code: 'requests-waiting', waiting: 1 });
  expect((await requester.withdraw(board, asked.body.number)).status).toBe(200);
  expect((await archive()).status).toBe(200);
});
