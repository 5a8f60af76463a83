import { expect, test } from '@jest/globals';
import type { Board, EventList, Limit, LimitList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Refused } from '../support/person.js';

const api = theApi();
const { owner, manager, member, secondMember, requester, viewer, stranger } = api.people;
type LimitAnswer = Limit & Refused;
const add = (board: BoardUnderTest, limit: object) =>
  manager.post<LimitAnswer>(`${board.path}/limits`, { max: 1, ...limit });
const change = (board: BoardUnderTest, { id }: { id: string }, to: object) =>
  manager.patch<LimitAnswer>(`${board.path}/limits/${id}`, to);
const limitsOf = async (board: BoardUnderTest) =>
  (await manager.get<LimitList>(`${board.path}/limits`)).body.items;
/** A board with Dev and Review, and a subject of every scope of limits. */
const aWholeBoard = async () => {
  const board = await aBoard().column('Dev').column('Review').make();
  const lane = await board.lane('Payments');
  const subjects = {
    column: { scope: 'column', columnId: board.id('Dev') },
    columns: { scope: 'columns', columnIds: [board.id('Dev'), board.id('Review')].sort() },
    lane: { scope: 'swimlane', swimlaneId: lane },
    cell: { scope: 'swimlane', swimlaneId: lane, columnId: board.id('Dev') },
    person: { scope: 'person', userId: member.id, across: 'board' },
    board: { scope: 'board' },
    classOfService: { scope: 'classOfService', classOfService: 'intangible' },
  };
  return { board, lane, subjects };
};

test('sets a limit of every scope, lists it with its load, and records one event', async () => {
  const { board, lane, subjects } = await aWholeBoard();
  for (const limit of Object.values(subjects)) {
    const { seq } = await board.read();
    const added = await add(board, { ...limit, max: 7, min: 1, mode: 'warn' });
    expect(added).toMatchObject({
      status: 201,
      body: { ...limit, max: 7, min: 1, mode: 'warn', load: 0, passedLately: 0 },
    });
    expect(await board.events(seq)).toMatchObject([
      {
        type: 'limit.added',
        changes: [{ limit: added.body.id, to: { ...limit, max: 7, min: 1, mode: 'warn' } }],
      },
    ]);
  }
  await member.createCard(board, { column: 'Dev', swimlaneId: lane, assigneeIds: [member.id] });
  await member.createCard(board, { column: 'Review', classOfService: 'intangible' });
  await member.createCard(board, { column: 'Dev', swimlaneId: lane, classOfService: 'expedite' });
  const listed = await limitsOf(board);
  expect((await board.read()).limits).toEqual(listed);
  const loads = Object.values(subjects).map(
    (subject) =>
      listed.find((limit) => Object.entries(subject).every(([name, value]) => same(limit, name, value)))
        ?.load,
  );
  // Columns, groups, swimlanes and cells count all but the expedite card; persons, boards and classes count cards in flight.
  expect(loads).toEqual([1, 2, 1, 1, 1, 3, 1]);
});

const same = (limit: object, name: string, value: unknown) =>
  JSON.stringify((limit as Record<string, unknown>)[name]) === JSON.stringify(value);

test('a new limit blocks and has no minimum by default', async () => {
  const { board } = await aWholeBoard();
  const { body } = await add(board, { scope: 'board', max: 3 });
  expect(body).toMatchObject({ mode: 'block' });
  expect(body).not.toHaveProperty('min');
});

test('refuses a second limit on the same subject, also on the same columns in another order', async () => {
  const { board, subjects } = await aWholeBoard();
  for (const limit of Object.values(subjects)) await add(board, limit);
  const { seq, limits } = await board.read();
  const again = {
    ...subjects,
    columns: { ...subjects.columns, columnIds: subjects.columns.columnIds.toReversed() },
  };
  const paths = ['columnId', 'columnIds', 'swimlaneId', 'swimlaneId', 'userId', 'scope', 'classOfService'];
  const refused = [];
  for (const limit of Object.values(again)) refused.push(await add(board, limit));
  expect(refused.map(({ status }) => status)).toEqual(paths.map(() => 409));
  expect(refused.map(({ body }) => body.errors.map(({ path }) => path))).toEqual(paths.map((path) => [path]));
  expect(await board.read()).toMatchObject({ seq, limits });
});

test('names a subject that is not of the board and other wrong fields', async () => {
  const { board, lane, subjects } = await aWholeBoard();
  const elsewhere = await aWholeBoard();
  const group = await add(board, subjects.columns);
  const column = await add(board, { ...subjects.column, max: 4, min: 2 });
  const { seq, limits } = await board.read();
  const strange = elsewhere.board.id('Dev');
  const two = subjects.columns.columnIds;
  const wrong: [object, string][] = [
    [{ scope: 'column', columnId: strange }, 'columnId'],
    [{ scope: 'columns', columnIds: [board.id('Dev'), strange] }, 'columnIds.1'],
    [{ scope: 'columns', columnIds: [] }, 'columnIds'],
    [{ scope: 'columns', columnIds: [board.id('Dev')] }, 'columnIds'],
    [{ scope: 'columns', columnIds: [board.id('Dev'), board.id('Dev')] }, 'columnIds'],
    [{ scope: 'columns' }, 'columnIds'],
    [{ scope: 'swimlane', swimlaneId: elsewhere.lane }, 'swimlaneId'],
    [{ scope: 'swimlane', swimlaneId: lane, columnId: strange }, 'columnId'],
    [{ scope: 'person', userId: requester.id, across: 'board' }, 'userId'],
    [{ scope: 'person', userId: viewer.id, across: 'workspace' }, 'userId'],
    [{ scope: 'person', userId: stranger.id, across: 'workspace' }, 'userId'],
    [{ scope: 'person', userId: member.id }, 'across'],
    [{ scope: 'board', columnId: board.id('Dev') }, 'columnId'],
    [{ scope: 'board', max: 2, min: 3 }, 'min'],
    [{ scope: 'board', max: -1 }, 'max'],
    [{ scope: 'board', max: 1.5 }, 'max'],
    [{ scope: 'board', mode: 'sometimes' }, 'mode'],
    [{ scope: 'everything' }, 'scope'],
  ];
  const faults = [];
  for (const [limit] of wrong) faults.push(faultOf(await add(board, limit)));
  expect(faults).toEqual(wrong.map(([, path]) => [422, [path]]));

  const changes: [LimitAnswer, object, string][] = [
    [column.body, { max: 1 }, 'max'],
    [column.body, { min: 5 }, 'min'],
    [column.body, { max: 2, min: 3 }, 'min'],
    [column.body, { columnIds: two }, 'columnIds'],
    [column.body, { scope: 'board' }, 'scope'],
    [group.body, { columnIds: [two[0], strange] }, 'columnIds.1'],
    [group.body, { columnIds: [two[0]] }, 'columnIds'],
  ];
  const changed = [];
  for (const [limit, to] of changes) changed.push(faultOf(await change(board, limit, to)));
  expect(changed).toEqual(changes.map(([, , path]) => [422, [path]]));
  expect(await board.read()).toMatchObject({ seq, limits });
});

const faultOf = ({ status, body }: { status: number; body: LimitAnswer }) => [
  status,
  body.errors?.map(({ path }) => path),
];

test('refuses a limit on a person who has left', async () => {
  const board = await aBoard().make();
  await owner.delete(`/v1/workspaces/demo/members/${secondMember.id}`);
  for (const across of ['board', 'workspace']) {
    expect(faultOf(await add(board, { scope: 'person', userId: secondMember.id, across }))).toEqual([
      422,
      ['userId'],
    ]);
  }
});

test('changes only the fields named and removes a minimum by null', async () => {
  const { board, subjects } = await aWholeBoard();
  const third = (
    await manager.post<{ id: string }>(`${board.path}/columns`, { name: 'Test', kind: 'active' })
  ).body;
  const { body: limit } = await add(board, { ...subjects.columns, max: 4, min: 2 });
  const { seq } = await board.read();
  expect((await change(board, limit, { mode: 'reason' })).body).toMatchObject({
    max: 4,
    min: 2,
    mode: 'reason',
  });
  const columnIds = [...subjects.columns.columnIds, third.id].sort();
  expect((await change(board, limit, { max: 5, min: null, columnIds: columnIds.toReversed() })).body).toEqual(
    {
      id: limit.id,
      scope: 'columns',
      columnIds,
      max: 5,
      mode: 'reason',
      load: 0,
      passedLately: 0,
    },
  );
  await change(board, limit, { max: 5, mode: 'reason', columnIds, min: null });
  await change(board, limit, {});
  expect((await board.events(seq)).map(({ changes }) => changes)).toEqual([
    [{ limit: limit.id, from: { mode: 'block' }, to: { mode: 'reason' } }],
    [
      {
        limit: limit.id,
        from: { max: 4, min: 2, columnIds: subjects.columns.columnIds },
        to: { max: 5, min: null, columnIds },
      },
    ],
  ]);
  const other = await add(board, subjects.columns);
  expect(other.status).toBe(201);
  expect(faultOf(await change(board, other.body, { columnIds }))).toEqual([409, ['columnIds']]);
});

test('sets one of two equal limits at once', async () => {
  const [one, other] = [await aWholeBoard(), await aWholeBoard()];
  for (const limit of Object.values(one.subjects)) {
    const both = await Promise.all([add(one.board, limit), add(one.board, limit)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  }
  // The two writes go through different boards, so only the limit itself serialises them.
  const across = { scope: 'person', userId: owner.id, across: 'workspace' };
  const many = await Promise.all([one, other, one, other, one, other].map(({ board }) => add(board, across)));
  expect(many.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  expect(many.flatMap(({ body }) => body.errors ?? []).map(({ path }) => path)).toEqual(
    many.slice(1).map(() => 'userId'),
  );
  const { id } = many.find(({ status }) => status === 201)!.body;
  await manager.delete(`${other.board.path}/limits/${id}`);
});

test('lists a person’s limit across the workspace on every board and changes it through any', async () => {
  const [one, other] = [await aBoard().make(), await aBoard().make()];
  const across = { scope: 'person', userId: manager.id, across: 'workspace' };
  const before = await other.read();
  const { body: limit } = await add(one, { ...across, max: 2 });
  const listed = async (board: BoardUnderTest) => (await limitsOf(board)).find(({ id }) => id === limit.id);
  expect(await listed(other)).toMatchObject({ ...across, max: 2, load: 0, mode: 'block' });
  // The event is on the board whose path was called.
  expect((await other.read()).seq).toBe(before.seq);

  const give = (board: BoardUnderTest) =>
    member.createCard(board, { column: 'Doing', assigneeIds: [manager.id] });
  await give(one);
  expect(await listed(other)).toMatchObject({ load: 1 });
  await give(other);
  const refused = await give(other);
  expect(refused).toMatchObject({
    status: 409,
    body: { limits: [{ id: limit.id, scope: 'person', load: 2, max: 2 }] },
  });
  // Cards in a queue column count against nobody's limit yet.
  expect((await member.createCard(other, { assigneeIds: [manager.id] })).status).toBe(201);

  const { seq } = await other.read();
  expect((await change(other, limit, { max: 3 })).body).toMatchObject({ max: 3, load: 2 });
  expect(await other.events(seq)).toMatchObject([
    { type: 'limit.changed', changes: [{ limit: limit.id, from: { max: 2 }, to: { max: 3 } }] },
  ]);
  expect((await give(other)).status).toBe(201);
  const own = await add(other, { ...across, across: 'board', max: 1 });
  expect(own).toMatchObject({ status: 201, body: { load: 2, max: 1 } });
  expect((await manager.delete(`${one.path}/limits/${limit.id}`)).status).toBe(204);
  expect(await listed(other)).toBeUndefined();
  expect((await manager.delete(`${other.path}/limits/${limit.id}`)).status).toBe(404);
});

test('changes the ETag of a board with a limit across the workspace and its load', async () => {
  const [one, other] = [await aBoard().make(), await aBoard().make()];
  const userId = owner.id;
  const etags: (string | null)[] = [];
  const look = async () => {
    const { headers, body } = await viewer.get<Board>(other.path);
    const etag = headers.get('etag') as string;
    etags.push(etag);
    expect((await viewer.get(other.path, { 'if-none-match': etag })).status).toBe(304);
    return body.limits.find((limit) => limit.scope === 'person' && limit.userId === userId);
  };
  const { seq } = await other.read();
  expect(await look()).toBeUndefined();
  const { body: limit } = await add(one, { scope: 'person', userId, across: 'workspace', max: 4 });
  expect(await look()).toMatchObject({ max: 4, load: 0 });
  const { number } = (await member.createCard(one, { column: 'Doing', assigneeIds: [userId] })).body;
  expect(await look()).toMatchObject({ load: 1 });
  await change(one, limit, { max: 5 });
  expect(await look()).toMatchObject({ max: 5, load: 1 });
  await member.archive(one, number);
  expect(await look()).toMatchObject({ load: 0 });
  await manager.delete(`${one.path}/limits/${limit.id}`);
  expect(await look()).toBeUndefined();
  expect(new Set(etags.slice(0, 5)).size).toBe(5);
  expect((await other.read()).seq).toBe(seq);
});

test('records a removed limit with all its values', async () => {
  const { board, subjects } = await aWholeBoard();
  const { body: limit } = await add(board, { ...subjects.cell, max: 3, min: 1 });
  const { seq } = await board.read();
  expect((await manager.delete(`${board.path}/limits/${limit.id}`)).status).toBe(204);
  const { items } = (await manager.get<EventList>(`${board.path}/events?after=${seq}`)).body;
  expect(items).toMatchObject([
    {
      type: 'limit.removed',
      changes: [{ limit: limit.id, from: { ...subjects.cell, max: 3, min: 1, mode: 'block' } }],
    },
  ]);
});
