import type { Card, CardDetail, CardPage, Request } from '@weir/contract';
import { all, boardIdsOf } from '../../races/crowd.js';
import { insertRequest } from '../../requests/external-ids/inserted-request.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer } = api.people;

const by = (board: BoardUnderTest, id: string) =>
  `${board.path}/cards-by-external-id/${encodeURIComponent(id)}`;
const put = (board: BoardUnderTest, id: string, card: object, caller = member) =>
  caller.put<Card>(by(board, id), card);
const detail = async (board: BoardUnderTest, number: number) =>
  (await member.get<CardDetail>(`${board.path}/cards/${number}`)).body;
const texts = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`key ${n}`, 'x']));

describe('a card with an external id', () => {
  let board: BoardUnderTest;
  beforeAll(async () => {
    board = await aBoard().column('Doing', { limit: 1 }).make();
  });

  test('is only created with If-None-Match: *, by one of many, and a retry of that is replayed', async () => {
    const own = await aBoard().make();
    const onlyNew = { 'if-none-match': '*' };
    const send = (id: string, title: string, headers: Record<string, string> = onlyNew) =>
      member.put<Card>(by(own, id), { title }, headers);
    const sent = await all(6, (n) => send('only new', `Call ${n}`));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412, 412, 412]);
    const { body } = sent.find(({ status }) => status === 201) as (typeof sent)[number];
    expect((await detail(own, body.number)).version).toBe(1);
    const keyed = { ...onlyNew, 'idempotency-key': 'only-new' };
    const [first, retry] = [await send('keyed', 'One', keyed), await send('keyed', 'One', keyed)];
    expect([first.status, retry.status, retry.body.number]).toEqual([201, 201, first.body.number]);
    expect((await send('absent', 'None', { ...onlyNew, 'if-match': '"1"' })).status).toBe(404);
    expect((await send('absent', 'None', { 'if-match': '"0"' })).status).toBe(404);
    expect((await send('keyed', 'None', { ...onlyNew, 'if-match': '"1"' })).status).toBe(412);
  });

  test('is created once, and edited afterwards', async () => {
    const id = 'jira/ÄB 1?#%';
    const columnId = board.id('Doing');
    const first = await put(board, id, { title: 'First', metadata: { a: '1', b: '2' }, ifNew: { columnId } });
    expect([first.status, first.body.columnId]).toEqual([201, columnId]);
    const second = await put(board, id, {
      title: 'Renamed',
      metadata: { a: null, c: '' },
      ifNew: { columnId: board.id('Done') },
    });
    expect([second.status, second.body.number, second.body.columnId]).toEqual([
      200,
      first.body.number,
      columnId,
    ]);
    const { body } = await member.get<CardDetail>(by(board, id));
    expect(body).toMatchObject({ title: 'Renamed', externalId: id, metadata: { b: '2', c: '' } });
    expect(body.metadata).not.toHaveProperty('a');
    const same = await put(board, id, { title: 'Renamed' });
    expect([same.status, same.body.version]).toEqual([200, second.body.version]);
    const events = (await board.events()).filter(({ type }) => type.startsWith('card.'));
    expect(events.map(({ type }) => type)).toEqual(['card.created', 'card.changed']);
    expect(events[0]?.changes[0]).toMatchObject({ to: { externalId: id, metadata: { a: '1', b: '2' } } });
    expect(events[1]?.changes[0]).toMatchObject({
      from: { metadata: { a: '1', b: '2' } },
      to: { metadata: { b: '2', c: '' } },
    });
    const { body: page } = await member.get<CardPage>(
      `${board.path}/cards?include=externalId,metadata&fields=title`,
    );
    expect(page.items).toEqual([
      { number: 1, title: 'Renamed', externalId: id, metadata: { b: '2', c: '' } },
    ]);
  });

  test('enters no full column, and nothing of it is left', async () => {
    const refused = await put(board, 'full', { title: 'One more', ifNew: { columnId: board.id('Doing') } });
    expect(refusalOf(refused)).toEqual({ status: 409, code: 'wip-limit-reached' });
    expect((await member.get(by(board, 'full'))).status).toBe(404);
  });

  test('keeps its id in the archive, where it is edited, and frees it when it is deleted', async () => {
    const { number } = (await put(board, 'old', { title: 'Old' })).body;
    await member.put(`${board.path}/cards/${number}/archive`);
    const again = await put(board, 'old', { title: 'Older' });
    expect([again.status, again.body.number, typeof again.body.archivedAt]).toEqual([200, number, 'string']);
    const taken = await member.post(`${board.path}/cards`, { title: 'Another', externalId: 'old' });
    expect(refusalOf(taken)).toEqual({ status: 409, code: 'key-taken' });
    expect((await manager.delete(`${board.path}/cards/${number}`)).status).toBe(204);
    expect((await put(board, 'old', { title: 'New' })).status).toBe(201);
  });

  test('is refused another one’s id, and loses its own with null', async () => {
    const one = (await member.post<Card>(`${board.path}/cards`, { title: 'One', externalId: 'one' })).body
      .number;
    const two = (await member.post<Card>(`${board.path}/cards`, { title: 'Two', externalId: 'two' })).body
      .number;
    const patch = (number: number, change: object) => member.patch(`${board.path}/cards/${number}`, change);
    expect(refusalOf(await patch(two, { externalId: 'one' }))).toEqual({ status: 409, code: 'key-taken' });
    expect((await patch(one, { externalId: null })).status).toBe(200);
    expect((await patch(two, { externalId: 'one' })).status).toBe(200);
    expect((await detail(board, two)).externalId).toBe('one');
    const { workspaceId, boardId } = await boardIdsOf(api, board);
    const sql = api.pool.query(
      `UPDATE cards SET external_id = 'one' WHERE workspace_id = $1 AND board_id = $2 AND number = $3`,
      [workspaceId, boardId, one],
    );
    await expect(sql).rejects.toMatchObject({ code: '23505' });
    const elsewhere = await aBoard().make();
    expect((await put(elsewhere, 'one', { title: 'One' })).status).toBe(201);
  });

  test('is not written by those who only read, and not found by requesters', async () => {
    expect((await put(board, 'one', { title: 'One' }, viewer)).status).toBe(403);
    expect((await viewer.get(by(board, 'one'))).status).toBe(200);
    expect((await requester.get(by(board, 'one'))).status).toBe(403);
  });

  test.each([
    [{ externalId: 'x'.repeat(201) }, 'externalId tooLong'],
    [{ externalId: ' ' }, 'externalId empty'],
    [{ metadata: texts(51) }, 'metadata tooManyKeys'],
    [{ metadata: { ['k'.repeat(41)]: 'x' } }, `metadata.${'k'.repeat(41)} tooLong`],
    [{ metadata: { a: 'x'.repeat(501) } }, 'metadata.a tooLong'],
    [{ metadata: { a: 1 } }, 'metadata.a wrongType'],
    [{ metadata: ['a'] }, 'metadata wrongType'],
  ])('refuses bad ids and bad metadata (%#)', async (more, fault) => {
    const answer = await member.post<{ errors: { path: string; code: string }[] }>(`${board.path}/cards`, {
      title: 'Bad',
      ...more,
    });
    expect([answer.status, ...answer.body.errors.map(({ path, code }) => `${path} ${code}`)]).toEqual([
      422,
      fault,
    ]);
  });

  test('has at most 50 keys over several changes, and 1 MB is too large', async () => {
    const { number } = (await put(board, 'many', { title: 'Many', metadata: texts(50) })).body;
    const more = await member.patch(`${board.path}/cards/${number}`, { metadata: { another: 'x' } });
    expect(refusalOf(more)).toEqual({ status: 422, code: 'invalid-input' });
    const replaced = await member.patch(`${board.path}/cards/${number}`, {
      metadata: { 'key 1': null, another: 'x' },
    });
    expect(replaced.status).toBe(200);
    const huge = await member.patch(`${board.path}/cards/${number}`, {
      metadata: { a: 'x'.repeat(2_000_000) },
    });
    expect(huge.status).toBeGreaterThanOrEqual(413);
  });
});

test('of many writers of one new id, over HTTP and in SQL, exactly one creates its card', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const insert = (id: string, number: number) =>
    api.pool
      .query(
        `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, entered_column_at, external_id)
         VALUES ($1, $2, gen_random_uuid(), $3::int, 'By hand', $4, $3::int, now(), now(), $5)`,
        [workspaceId, boardId, number, board.id('Ready'), id],
      )
      .then(
        () => 'created',
        ({ code }: { code: string }) => code,
      );
  const rounds = Array.from({ length: 6 }, (_, round) => `id-${round}`);
  const results = await Promise.all(
    rounds.map(async (id, round) => {
      const ifNew = { columnId: board.id('Doing') };
      const calls = [1, 2, 3, 4].map(
        async (n) => (await put(board, id, { title: `Put ${n}`, ifNew })).status,
      );
      const posted = member.post(`${board.path}/cards`, { title: 'Posted', externalId: id });
      const sql = insert(id, 1000 + round);
      return { statuses: [...(await Promise.all(calls)), (await posted).status], sql: await sql };
    }),
  );
  const { rows } = await api.pool.query<{ external_id: string; n: number }>(
    'SELECT external_id, count(*)::int AS n FROM cards WHERE workspace_id = $1 AND board_id = $2 GROUP BY 1',
    [workspaceId, boardId],
  );
  expect(rows.every(({ n }) => n === 1)).toBe(true);
  for (const [round, { statuses, sql }] of results.entries()) {
    const created = statuses.filter((status) => status === 201).length + (sql === 'created' ? 1 : 0);
    const isThere = rows.some(({ external_id: id }) => id === rounds[round]);
    expect([round, created, statuses.filter((status) => ![200, 201, 409].includes(status))]).toEqual([
      round,
      isThere ? 1 : 0,
      [],
    ]);
    expect(['created', '23505', '40P01']).toContain(sql);
  }
  expect((await board.read()).columns.find(({ name }) => name === 'Doing')?.load).toBeLessThanOrEqual(3);
});

test('a request has an external id and metadata, which its requester sets and changes', async () => {
  const board = await aBoard().make();
  const path = `${board.path}/requests`;
  const asked = await requester.post<Request>(path, {
    title: 'Asked',
    externalId: 'ask-1',
    metadata: { from: 'bot' },
  });
  expect([asked.status, asked.body.externalId, asked.body.metadata]).toEqual([201, 'ask-1', { from: 'bot' }]);
  const again = await secondRequester.post(path, { title: 'Again', externalId: 'ask-1' });
  expect(refusalOf(again)).toEqual({ status: 409, code: 'key-taken' });
  const other = (await requester.post<Request>(path, { title: 'Other' })).body;
  const taken = await requester.patch(`${path}/${other.number}`, { externalId: 'ask-1' });
  expect(refusalOf(taken)).toEqual({ status: 409, code: 'key-taken' });
  const changed = await requester.patch<Request>(`${path}/${asked.body.number}`, {
    metadata: { from: null, to: 'x' },
    externalId: 'ask-2',
  });
  expect([changed.status, changed.body.externalId, changed.body.metadata]).toEqual([
    200,
    'ask-2',
    { to: 'x' },
  ]);
  expect(Date.parse(changed.body.updatedAt)).toBeGreaterThan(Date.parse(asked.body.updatedAt));
  const found = await requester.get<Request>(`${path}-by-external-id/ask-2`);
  expect(found.body.number).toBe(asked.body.number);
  expect((await secondRequester.get(`${path}-by-external-id/ask-2`)).status).toBe(404);
  expect((await requester.get(`${path}-by-external-id/ask-1`)).status).toBe(404);
  const events = (await board.events()).filter(({ type }) => type === 'request.changed');
  expect(events[0]?.changes[0]).toMatchObject({
    from: { externalId: 'ask-1' },
    to: { externalId: 'ask-2', metadata: { to: 'x' } },
  });
});

test('of many requests that get one external id at once, over HTTP and in SQL, exactly one has it', async () => {
  const board = await aBoard().intake({ depth: 30, openPerRequester: 20 }).make();
  const place = await boardIdsOf(api, board);
  const path = `${board.path}/requests`;
  const ids = ['a', 'b', 'c', 'd'];
  const earlier = await Promise.all(ids.map(() => board.ask('Earlier')));
  const results = await Promise.all(
    ids.map(async (externalId, round) => {
      const posts = [requester, secondRequester, requester].map((caller) =>
        caller.post(path, { title: 'Posted', externalId }),
      );
      const patch = requester.patch(`${path}/${earlier[round]?.number}`, { externalId });
      const inserted = insertRequest(api, place, requester, {
        externalId,
        number: 1_000_000 + 1_000 * round,
      });
      const answers = (await Promise.all([...posts, patch])).map(({ status }) => status);
      return [...answers, await inserted];
    }),
  );
  for (const statuses of results) {
    const done = statuses.filter((status) => status !== 409);
    expect([200, 201]).toContain(done[0]);
    expect(done).toHaveLength(1);
  }
  const { rows } = await api.pool.query(
    `SELECT external_id, count(*)::int AS n FROM requests WHERE workspace_id = $1 AND board_id = $2 AND external_id IS NOT NULL GROUP BY 1`,
    [place.workspaceId, place.boardId],
  );
  expect(rows).toHaveLength(ids.length);
  expect(rows.every(({ n }) => n === 1)).toBe(true);
});
