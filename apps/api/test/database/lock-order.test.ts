import { boardIdsOf, deadlocksOf } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { untilWaiting } from '../support/board-clock.js';

// The order of prisma/sql/lock.sql: rows, workspaces, clocks in key order, accounts of credits in key order. Each test takes an earlier lock, waits until the
// write waits for it, and then takes a later one, which a write in another order would hold already: a deadlock.

const api = theApi();
const { manager, member, owner } = api.people;
const lockWorkspace = `SELECT weir.lock_workspaces(ARRAY(SELECT id FROM workspaces WHERE slug = 'demo'))`;
const lockClock = (boardId: string) => `UPDATE board_clock SET seq = seq WHERE board_id = '${boardId}'`;

async function takesLocksInOrder<T>(first: string, second: string, write: () => Promise<T>): Promise<T> {
  const before = await deadlocksOf(api);
  const holder = await api.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(first);
    const written = write();
    await untilWaiting(api.pool, 1);
    await holder.query(second);
    await holder.query('COMMIT');
    const result = await written;
    expect(await deadlocksOf(api)).toBe(before);
    return result;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

const boardIdOf = async (board: BoardUnderTest) => (await boardIdsOf(api, board)).boardId;
const anArchivedBoard = async () => {
  const board = await aBoard().make();
  await manager.patch(board.path, { archived: true });
  return { board, boardId: await boardIdOf(board) };
};

test('a board that the API restores locks its workspace before its clock', async () => {
  const { board, boardId } = await anArchivedBoard();
  const restored = await takesLocksInOrder(lockWorkspace, lockClock(boardId), () =>
    manager.patch(board.path, { archived: false }),
  );
  expect(restored).toMatchObject({ status: 200 });
});

test('a board that plain SQL restores locks its workspace before its clock', async () => {
  const { boardId } = await anArchivedBoard();
  const { rowCount } = await takesLocksInOrder(lockWorkspace, lockClock(boardId), () =>
    api.pool.query('UPDATE boards SET archived_at = NULL WHERE id = $1', [boardId]),
  );
  expect(rowCount).toBe(1);
});

test('a statement that restores cards of two boards locks their clocks in key order', async () => {
  const boards = await Promise.all(
    [await aBoard().make(), await aBoard().make()].map(async (board) => ({
      board,
      id: await boardIdOf(board),
    })),
  );
  boards.sort((a, b) => (a.id < b.id ? 1 : -1));
  // The row of the board with the higher key comes first in the table, and so in the statement.
  for (const { board } of boards) {
    const [card] = await board.cards('Ready', 1);
    await member.archive(board, card as number);
  }
  const [high, low] = boards.map(({ id }) => id) as [string, string];
  const restore = `
    UPDATE cards SET archived_at = NULL
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM cards WHERE board_id IN ($1, $2) AND archived_at IS NOT NULL))`;
  const { rowCount } = await takesLocksInOrder(lockClock(low), lockClock(high), () =>
    api.pool.query(restore, [low, high]),
  );
  expect(rowCount).toBe(2);
});

test('removing a column and plain SQL that deliver a card lock the clock of a board that it blocks in key order', async () => {
  const made = await Promise.all(
    [0, 1].map(async () => {
      const board = await aBoard().column('Doing').column('Review').make();
      return { board, id: await boardIdOf(board) };
    }),
  );
  const [low, high] = made.toSorted((a, b) => (a.id < b.id ? -1 : 1)) as [(typeof made)[0], (typeof made)[0]];
  await low.board.cards('Ready', 1);
  await high.board.cards('Review', 2);
  for (const card of [1, 2]) {
    const link = { kind: 'blocks', board: low.board.key, card: 1 };
    expect((await member.post(`${high.board.path}/cards/${card}/links`, link)).status).toBe(201);
  }
  const blockedBy = async () => (await low.board.read()).cards[0]?.blockedBy;
  const inOrder = <T>(write: () => Promise<T>) =>
    takesLocksInOrder(lockClock(low.id), lockClock(high.id), write);
  await inOrder(() =>
    api.pool.query('UPDATE cards SET archived_at = now() WHERE board_id = $1 AND number = 2', [high.id]),
  );
  expect(await blockedBy()).toEqual([`${high.board.key}-1`]);
  const removed = await inOrder(() =>
    manager.delete(`${high.board.path}/columns/${high.board.id('Review')}?cardsTo=${high.board.id('Done')}`),
  );
  expect(removed).toMatchObject({ status: 204 });
  expect(await blockedBy()).toEqual([]);
});

test('a statement that charges free cards of two requesters locks their accounts in key order', async () => {
  const rule = { credits: 10, period: 'week', timeZone: 'UTC', startPrice: 4, maxPrice: 4 };
  await owner.put('/v1/workspaces/demo/credits/rule', rule);
  const board = await aBoard().make();
  const boardId = await boardIdOf(board);
  const people = [await api.addRequester('Ann'), await api.addRequester('Ben')];
  people.sort((a, b) => (a.id < b.id ? 1 : -1));
  // The card of the person with the higher key comes first in the table, and so in the statement.
  for (const [n, person] of people.entries()) {
    await person.submit(board, { classOfService: 'fixedDate', neededBy: api.day(30) });
    expect((await manager.answer(board, n + 1, { kind: 'accept' })).status).toBe(200);
  }
  const [high, low] = people.map(({ id }) => id) as [string, string];
  const lockAccount = (user: string) => `
    SELECT weir.lock_credit_account(c.workspace_id, '${user}', c.period, weir.credit_period_start(c, now()), now()) FROM credit_rules c`;
  const change = `
    UPDATE cards SET class_of_service = 'standard'
     WHERE ctid = ANY (ARRAY(SELECT ctid FROM cards WHERE board_id = $1)) AND archived_at IS NULL`;
  const write = () => api.pool.query(change, [boardId]);
  expect((await takesLocksInOrder(lockAccount(low), lockAccount(high), write)).rowCount).toBe(2);
  const { rows } = await api.pool.query(
    `SELECT count(*)::int FROM credit_entries WHERE kind = 'charge' AND user_id IN ($1, $2)`,
    [high, low],
  );
  expect(rows).toEqual([{ count: 2 }]);
});

test('removing and settling a wait lock its row before the clocks, as plain SQL does', async () => {
  const [one, other] = [await aBoard().make(), await aBoard().intake({ depth: 9 }).make()];
  await one.cards('Ready', 1);
  await other.ask();
  const added = await member.post<{ id: string }>(`${one.path}/cards/1/waits`, {
    board: other.key,
    request: 1,
  });
  const row = `SELECT 1 FROM request_waits WHERE id = '${added.body.id}' FOR NO KEY UPDATE`;
  const clock = lockClock(await boardIdOf(one));
  await takesLocksInOrder(row, clock, () => api.service('WaitChecksService').deliverDue());
  const path = `${one.path}/cards/1/waits/${added.body.id}`;
  expect((await takesLocksInOrder(row, clock, () => member.delete(path))).status).toBe(204);
});
