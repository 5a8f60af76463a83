import type { Request } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { readsOf } from './table-reads.js';

const api = theApi();
const { owner, manager, member, requester } = api.people;
// Reading the counters also ends the connections of this pool.
beforeAll(() => void api.pool.on('error', () => {}));
/** The tables that grow with use. The others have a few rows, which PostgreSQL may read whole. */
const growing = [
  ...['cards', 'card_assignees', 'comments', 'requests', 'answers', 'request_steps', 'events'],
  ...['credit_accounts', 'credit_entries'],
];
const waiting = 300;

/** Fills a board by plain SQL. Nothing runs ANALYZE, not even autovacuum. */
async function fill({ key }: BoardUnderTest): Promise<void> {
  for (const table of growing) await api.pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  await api.pool.query(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
     SELECT k.workspace_id, k.board_id, uuidv7(), 1000 + n, 'Card ' || n, k.id, n, now(), b.created_by, now()
       FROM boards b
       JOIN columns k ON k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'queue'
      CROSS JOIN generate_series(1, 1500) n
      WHERE b.key = $1`,
    [key],
  );
  await api.pool.query(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at)
     SELECT b.workspace_id, b.id, uuidv7(), 1000 + n, 'Request ' || n, $2, now() - n * interval '1 day', now() + interval '3 days',
            now() + interval '6 days'
       FROM boards b CROSS JOIN generate_series(1, $3::int) n
      WHERE b.key = $1`,
    [key, requester.id, waiting],
  );
  await api.pool.query('UPDATE board_clock SET next_card = 3000, next_request = 3000');
  await api.pool.query(
    `INSERT INTO credit_entries (workspace_id, id, user_id, period, starts_on, kind, amount, at, board_id, request_id, n, price, reason)
     SELECT r.workspace_id, uuidv7(), r.requester_id, c.period, weir.credit_period_start(c, now()), 'charge', -1, now(), r.board_id, r.id,
            1, 1, 'asked'
       FROM credit_rules c
       JOIN boards b   ON b.workspace_id = c.workspace_id AND b.key = $1
       JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id`,
    [key],
  );
}

test('before the first ANALYZE, no write and no read of what changed reads a growing table whole each time', async () => {
  const board = await aBoard()
    .column('Doing', { limit: 50 })
    .intake({ depth: 500, openPerRequester: 500 })
    .make();
  const rule = { credits: 10_000, period: 'week', timeZone: 'UTC', startPrice: 1, maxPrice: 1 };
  await owner.put('/v1/workspaces/demo/credits/rule', rule);
  await fill(board);
  // A board is read whole once, with all its cards: here all cards of the table.
  const { seq } = await board.read();
  const before = await readsOf(growing);
  const answers: number[] = [];
  const done = async (called: Promise<{ status: number }>) => void answers.push((await called).status);
  const to = { columnId: board.id('Doing') };
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) {
    const card = `${board.path}/cards/${1000 + n}`;
    await done(member.put(`${card}/position`, to));
    await done(member.post(`${board.path}/cards`, { title: `New ${n}` }));
    await done(member.patch(card, { title: `Edited ${n}` }));
    await done(member.post(`${card}/comments`, { text: `Comment ${n}` }));
    await done(requester.post<Request>(`${board.path}/requests`, { title: `Asked ${n}` }));
    const answer = (number: number) => `${board.path}/requests/${number}/answer`;
    const decline = { kind: 'decline', reason: 'noCapacity', message: 'There is no room for this.' };
    await done(manager.put(answer(1000 + n), decline));
    await done(manager.put(answer(1100 + n), { kind: 'accept' }));
    await done(member.get(`${board.path}/changes?after=${seq}`));
    await done(member.get(card));
    await done(member.get(`${card}/history`));
    await done(
      member.get(`${board.path}/cards?text=Card&assignee=none&updatedSince=2020-01-01T00:00:00Z&sort=-dueOn`),
    );
    await done(member.get(`${board.path}/cards?column=Ready&sort=position`));
    await done(member.get(`${board.path}/requests/${1000 + n}/history`));
    await done(member.get(`/v1/workspaces/demo/waits?from=${board.key}&on=${board.key}`));
    await done(manager.get(`${board.path}/requests?state=waiting`));
    await done(manager.get(`${board.path}/requests?state=answered`));
    await done(manager.get('/v1/workspaces/demo/requests'));
    await done(member.get('/v1/workspaces/demo/my-work'));
    await done(member.get('/v1/workspaces/demo/boards'));
    await done(manager.get('/v1/workspaces/demo/overview'));
    await done(requester.get('/v1/workspaces/demo/credits'));
    await done(requester.get('/v1/workspaces/demo/credits/entries'));
    await done(manager.get('/v1/workspaces/demo/credits/entries?user=all'));
    await done(manager.get(`/v1/workspaces/demo/credits/entries?user=all&board=${board.key}&request=1001`));
    await done(manager.get('/v1/workspaces/demo/credits/accounts'));
    await done(owner.get('/v1/workspaces/demo/audit'));
    await done(owner.get(`/v1/workspaces/demo/audit?board=${board.key}&type=card`));
  }
  expect(answers.filter((status) => status >= 300)).toEqual([]);
  const after = await readsOf(growing);
  // A statement with such a plan reads the table in each of the eight rounds.
  expect(growing.filter((table) => after[table]!.whole - before[table]!.whole >= 4)).toEqual([]);
});
