import type { Request } from '@weir/contract';
import { all, boardIdsOf } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';
import { insertRequest } from './inserted-request.js';

const api = theApi();
const { manager, requester, secondRequester } = api.people;

const put = (board: BoardUnderTest, id: string, body: object, caller = requester, headers = {}) =>
  caller.put<Request>(`${board.path}/requests-by-external-id/${encodeURIComponent(id)}`, body, headers);

test('submits the request once, and changes it while it waits', async () => {
  const board = await aBoard().make();
  const first = await put(board, 'alert/1', { title: 'Disk full', metadata: { host: 'a', gone: null } });
  expect([first.status, first.body.externalId, first.body.metadata]).toEqual([201, 'alert/1', { host: 'a' }]);
  const second = await put(board, 'alert/1', {
    title: 'Disk full again',
    metadata: { host: null, count: '2' },
  });
  expect([second.status, second.body.number, second.body.title, second.body.metadata]).toEqual([
    200,
    first.body.number,
    'Disk full again',
    { count: '2' },
  ]);
  expect((await requester.get<{ items: object[] }>(`${board.path}/requests`)).body.items).toHaveLength(1);
});

test('says how the request was answered, and changes nothing then', async () => {
  const board = await aBoard().make();
  const { number } = (await put(board, 'alert', { title: 'Alert' })).body;
  await manager.answer(board, number, {
    kind: 'decline',
    reason: 'notAligned',
    message: 'Not part of our plan.',
  });
  const late = await put(board, 'alert', { title: 'Later' });
  expect(refusalOf(late, 'answer')).toMatchObject({
    status: 409,
    code: 'already-answered',
    answer: { kind: 'decline' },
  });
  expect((await requester.get<Request>(`${board.path}/requests/${number}`)).body.title).toBe('Alert');
});

test('refuses the id of somebody else’s request, and a version where there is none', async () => {
  const board = await aBoard().make();
  expect((await put(board, 'mine', { title: 'Mine' })).status).toBe(201);
  const taken = { status: 409, code: 'key-taken' };
  expect(refusalOf(await put(board, 'mine', { title: 'Theirs' }, secondRequester))).toEqual(taken);
  expect(refusalOf(await put(board, 'mine', { title: 'Theirs' }, manager))).toEqual(taken);
  const missing = await put(board, 'none', { title: 'None' }, requester, { 'if-match': '"1"' });
  expect(refusalOf(missing)).toEqual({ status: 404, code: 'not-found' });
});

test('needs a title, and for a fixed date a day that either the call or the request has', async () => {
  const board = await aBoard().make();
  const fixed = { title: 'Audit', classOfService: 'fixedDate' };
  for (const [body, path] of [
    [{}, 'title'],
    [fixed, 'neededBy'],
    [{ ...fixed, neededBy: null }, 'neededBy'],
    [{ title: 'x', externalId: 'other' }, 'externalId'],
    [{ title: 'x', metadata: { a: 1 } }, 'metadata.a'],
  ] as const)
    expect(refusalOf(await put(board, 'audit', body), 'errors')).toMatchObject({
      status: 422,
      errors: [{ path }],
    });
  expect((await put(board, 'audit', { title: 'Audit', neededBy: api.day(30) })).status).toBe(201);
  expect((await put(board, 'audit', fixed)).status).toBe(200);
});

test('the depth of the intake refuses a new request, and a change of one that waits needs no room', async () => {
  const board = await aBoard().intake({ depth: 1 }).make();
  await put(board, 'first', { title: 'First' });
  expect(refusalOf(await put(board, 'second', { title: 'Second' }))).toEqual({
    status: 429,
    code: 'intake-queue-full',
  });
  expect((await put(board, 'first', { title: 'First, corrected' })).status).toBe(200);
});

test('a retry with its key is answered as the submission, and undoes no later change', async () => {
  const board = await aBoard().make();
  const key = { 'idempotency-key': '"0f9a6a3e-retry"' };
  const first = await put(board, 'once', { title: 'Once' }, requester, key);
  await put(board, 'once', { title: 'Changed since' });
  const again = await put(board, 'once', { title: 'Once' }, requester, key);
  expect([again.status, again.body.number, again.body.title]).toEqual([
    201,
    first.body.number,
    'Changed since',
  ]);
  const other = await put(board, 'once', { title: 'Another body' }, requester, key);
  expect(refusalOf(other)).toEqual({ status: 422, code: 'idempotency-key-reused' });
  expect((await requester.get<Request>(`${board.path}/requests/1`)).body.title).toBe('Changed since');
});

test('a key of the submission is refused with another body, one for a fixed date without a day too', async () => {
  const board = await aBoard().make();
  const key = { 'idempotency-key': 'fixed-1' };
  const first = { title: 'Audit', classOfService: 'fixedDate', neededBy: api.day(30) };
  expect((await put(board, 'audit', first, requester, key)).status).toBe(201);
  const { neededBy: _, ...without } = first;
  for (const other of [without, { ...without, title: 'Another' }])
    expect(refusalOf(await put(board, 'audit', other, requester, key))).toEqual({
      ...{ status: 422, code: 'idempotency-key-reused' },
    });
  expect((await put(board, 'audit', without, requester, { 'idempotency-key': 'fixed-2' })).status).toBe(200);
});

test('If-None-Match: * only submits: 412 for a request that exists, and a retry of the submission is replayed', async () => {
  const board = await aBoard().make();
  const onlyNew = { 'if-none-match': '*' };
  const sent = await all(6, (n) => put(board, 'once', { title: `Call ${n}` }, requester, onlyNew));
  expect(sent.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412, 412, 412]);
  const refused = sent.find(({ status }) => status === 412) as (typeof sent)[number];
  expect(refusalOf(refused, 'version')).toMatchObject({ code: 'precondition-failed', version: '"1"' });
  const keyed = { ...onlyNew, 'idempotency-key': 'only-new' };
  const call = () => put(board, 'twice', { title: 'Twice' }, requester, keyed);
  expect([(await call()).status, (await call()).status]).toEqual([201, 201]);
  expect(
    (await put(board, 'none', { title: 'None' }, requester, { ...onlyNew, 'if-match': '"1"' })).status,
  ).toBe(404);
});

test('of many writers of one new id, over HTTP and in SQL, exactly one submits its request', async () => {
  const board = await aBoard().intake({ depth: 30, openPerRequester: 20 }).make();
  const place = await boardIdsOf(api, board);
  const rounds = await Promise.all(
    ['a', 'b', 'c', 'd'].map(async (id, round) => {
      const inserted =
        round % 2 === 0
          ? insertRequest(api, place, secondRequester, { externalId: id, number: 1_000_000 + 1_000 * round })
          : Promise.resolve(409);
      const mine = await all(4, (n) => put(board, id, { title: `Mine ${n}` }));
      const theirs = await all(2, () => put(board, id, { title: 'Theirs' }, secondRequester));
      return [...mine.map(({ status }) => status), ...theirs.map(({ status }) => status), await inserted];
    }),
  );
  for (const statuses of rounds) {
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.every((status) => [200, 201, 409].includes(status as number))).toBe(true);
  }
  const { rows } = await api.pool.query(
    'SELECT external_id FROM requests WHERE workspace_id = $1 AND board_id = $2 ORDER BY 1',
    [place.workspaceId, place.boardId],
  );
  expect(rows.map(({ external_id: id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});
