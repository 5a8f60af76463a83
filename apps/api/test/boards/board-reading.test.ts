import { expect, test } from '@jest/globals';
import type { Board, BoardList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { member, requester } = api.people;
const boards = '/v1/workspaces/demo/boards';

test('answers 304 until the board changes, also by plain SQL', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { column: 'Ready' });
  const first = await member.get<Board>(board.path);
  const etag = first.headers.get('etag')!;
  const again = await member.get(board.path, { 'if-none-match': etag });
  expect([again.status, again.headers.get('etag'), again.body]).toEqual([304, etag, '']);
  expect((await member.get(board.path, { 'if-none-match': `"other", W/${etag}` })).status).toBe(304);

  await api.pool.query(
    `UPDATE cards SET title = 'By psql' FROM boards b WHERE b.id = cards.board_id AND b.key = $1`,
    [board.key],
  );
  const changed = await member.get<Board>(board.path, { 'if-none-match': etag });
  expect(changed).toMatchObject({
    status: 200,
    body: { seq: first.body.seq + 1, cards: [{ title: 'By psql' }] },
  });
  expect(changed.headers.get('etag')).not.toBe(etag);
  expect(await board.events(first.body.seq)).toMatchObject([
    { type: 'board.changed', actor: null, changes: [{ table: 'cards' }, { card: 1 }] },
  ]);
});

test('has a new ETag on a new day', async () => {
  const board = await aBoard().make();
  const { headers, body } = await member.get<Board>(board.path);
  api.clock.pass({ days: 1 });
  const next = await member.get<Board>(board.path, { 'if-none-match': headers.get('etag')! });
  expect(next.status).toBe(200);
  expect(next.body.today > body.today).toBe(true);
});

test('leaves out archived cards and those delivered over 14 days ago unless asked for', async () => {
  const board = await aBoard().make();
  const old = (await member.createCard(board, { column: 'Done' })).body.number;
  const archived = (await member.createCard(board, { column: 'Ready' })).body.number;
  await member.archive(board, archived);
  api.clock.pass({ days: 13 });
  const recent = (await member.createCard(board, { column: 'Done' })).body.number;
  expect((await board.read()).cards.map(({ number }) => number)).toEqual([old, recent]);
  api.clock.pass({ days: 2 });
  const numbers = async (include: string) => {
    const { body } = await member.get<Board>(`${board.path}?include=${include}`);
    expect(body.nextCursor).toBeNull();
    return body.cards.map(({ number }) => number);
  };
  expect((await board.read()).cards.map(({ number }) => number)).toEqual([recent]);
  expect(await numbers('delivered')).toEqual([old, recent]);
  expect(await numbers('archived')).toEqual([archived, recent]);
  expect(await numbers('archived,delivered')).toEqual([old, archived, recent]);
  // They are not shown but still counted.
  expect((await board.column('Done')).load).toBe(2);
  for (const wrong of ['include=all', 'include=archived,archived,delivered', 'cursor=!', 'colour=red']) {
    expect((await member.get(`${board.path}?${wrong}`)).status).toBe(422);
  }
});

test('gives included cards in pages, each card once', async () => {
  const board = await aBoard().make();
  await api.pool.query(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, archived_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), n, 'Card ' || n, $2, n, now(), b.created_by, now(), CASE WHEN n % 2 = 0 THEN now() END
       FROM boards b, generate_series(1, 450) n WHERE b.key = $1`,
    [board.key, board.id('Ready')],
  );
  const seen: number[] = [];
  const sizes: number[] = [];
  let cursor: string | null | undefined = '';
  do {
    const page: { body: Board } = await member.get(
      `${board.path}?include=archived${cursor && `&cursor=${cursor}`}`,
    );
    sizes.push(page.body.cards.length);
    seen.push(...page.body.cards.map(({ number }) => number));
    cursor = page.body.nextCursor;
  } while (cursor);
  expect(sizes).toEqual([200, 200, 50]);
  expect(new Set(seen).size).toBe(450);
});

test('lists boards by key, in pages, with fewer facts for a requester', async () => {
  for (const key of ['LISTA', 'LISTB', 'LISTC']) await aBoard().called(key).make();
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { body: BoardList } = await member.get(
      `${boards}?size=2${cursor ? `&cursor=${cursor}` : ''}`,
    );
    keys.push(...page.body.items.map(({ key }) => key));
    cursor = page.body.nextCursor;
  } while (cursor);
  expect(keys).toEqual([...keys].sort());
  expect(keys).toEqual(expect.arrayContaining(['LISTA', 'LISTB', 'LISTC']));
  const [seen] = (await member.get<BoardList>(boards)).body.items;
  expect(seen).toMatchObject({ inFlight: expect.any(Number), overdue: expect.any(Number) });
  const [door] = (await requester.get<BoardList>(boards)).body.items;
  expect(door).not.toHaveProperty('inFlight');
  expect(door).toMatchObject({ pressure: { state: 'flowing' }, intake: { gate: { state: 'open' } } });
  expect((await requester.get(`${boards}/LISTA`)).status).toBe(403);
});
