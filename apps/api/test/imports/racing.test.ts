import { expect, test } from '@jest/globals';
import { all, boardIdsOf, deadlocksOf } from '../races/crowd.js';
import { twoInstances } from '../races/instances.js';
import { insertion } from '../races/plain-sql.js';
import { aBoard } from '../support/board.js';
import { contentOf, imports, planned, replanned } from './support.js';
import { madeAt, trelloBoard, trelloCard } from './trello-board.js';

const { api, second, aCrowd } = twoInstances();
const { manager, member, owner } = api.people;
const sweep = (n: number, signal?: AbortSignal) =>
  (n % 2 === 0 ? api : second).service('ImportRunsService').sweep(signal);

const cards = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    trelloCard(`Card ${n}`, 'doing', { id: madeAt('2026-02-01T10:00:00Z', n) }),
  );

/** Counts rows of a board that a race could have broken. */
async function checked(boardId: string) {
  const { rows } = await api.pool.query<{ doubled: number; doing: number; gaps: number; sources: number }>(
    `SELECT (SELECT count(*)::int FROM (SELECT title FROM cards WHERE board_id = $1 AND title LIKE 'Card %' GROUP BY 1 HAVING count(*) > 1) d) AS doubled,
            (SELECT count(*)::int FROM cards c JOIN columns k ON k.board_id = c.board_id AND k.id = c.column_id AND k.name = 'Doing'
              WHERE c.board_id = $1) AS doing,
            (SELECT count(*)::int FROM card_sources WHERE board_id = $1) AS sources,
            (SELECT (max(seq) - min(seq) + 1 - count(*))::int FROM events WHERE board_id = $1) AS gaps`,
    [boardId],
  );
  return rows[0];
}

test('two imports of one file at once, among people and plain SQL, duplicate nothing and exceed no limit', async () => {
  const board = await aBoard().column('Doing', { limit: 10 }).make();
  const ids = await boardIdsOf(api, board);
  const numbers = await board.cards('Ready', 12);
  const file = trelloBoard(cards(60));
  const target = { kind: 'existing' as const, board: board.key, columns: [] };
  const both = await Promise.all([manager, owner].map((by) => planned('same.json', file, by)));
  for (const each of both) await replanned(each, { target });
  for (const { id } of both) expect((await manager.put(`${imports}/${id}/run`)).status).toBe(200);
  const before = await deadlocksOf(api);
  const crowd = aCrowd('READ COMMITTED', 4);
  await Promise.all([
    all(6, (n) => sweep(n)),
    all(12, (n) => member.moveCard(board, numbers[n] as number, { column: n % 2 ? 'Doing' : 'Done' })),
    all(8, () => crowd.write(...insertion(ids, board.id('Doing'), member.id))),
  ]);
  // A run ends when the other instance has done its batch. The next run continues.
  for (let n = 0; n < 4; n += 1) await sweep(n);
  const progress = await Promise.all(
    both.map(
      async ({ id }) => (await manager.get<Awaited<ReturnType<typeof planned>>>(`${imports}/${id}`)).body,
    ),
  );
  expect(progress.map(({ state }) => state)).toEqual(['done', 'done']);
  const sum = (of: 'created' | 'existing') => progress.reduce((total, each) => total + each.progress[of], 0);
  expect([sum('created'), sum('existing')]).toEqual([60, 60]);
  const found = await checked(ids.boardId);
  expect(found).toMatchObject({ doubled: 0, gaps: 0, sources: 60 });
  expect(found?.doing).toBeLessThanOrEqual(10);
  expect(await deadlocksOf(api)).toEqual(before);
});

test('an interrupted import continues at its last batch', async () => {
  const board = await aBoard().make();
  const ids = await boardIdsOf(api, board);
  const target = { kind: 'existing' as const, board: board.key, columns: [] };
  const { id } = await replanned(await planned('cut.json', trelloBoard(cards(70))), { target });
  await manager.put(`${imports}/${id}/run`);
  await sweep(0, AbortSignal.abort());
  expect(await checked(ids.boardId)).toMatchObject({ sources: 0 });
  // It stops after the current batch.
  const stopping = new AbortController();
  const cut = sweep(0, stopping.signal);
  stopping.abort();
  await cut;
  const some = (await checked(ids.boardId))?.sources ?? 0;
  expect(some).toBeLessThan(70);
  await sweep(1);
  expect(await checked(ids.boardId)).toMatchObject({ doubled: 0, gaps: 0, sources: 70 });
  expect((await manager.get(`${imports}/${id}`)).body).toMatchObject({
    state: 'done',
    progress: { created: 70, existing: 0 },
  });
});

test('an import stops when its person may no longer change the board, and can continue once they may', async () => {
  const board = await aBoard().make();
  const target = { kind: 'existing' as const, board: board.key, columns: [] };
  const { id } = await replanned(await planned('stop.json', trelloBoard(cards(3))), { target });
  await manager.put(`${imports}/${id}/run`);
  const path = `/v1/workspaces/demo/members/${manager.id}`;
  await owner.patch(path, { role: 'member' });
  await sweep(0);
  expect((await owner.get(`${imports}/${id}`)).body).toMatchObject({
    state: 'stopped',
    problem: 'not-allowed',
    progress: { processed: 0 },
  });
  await owner.patch(path, { role: 'manager' });
  expect((await owner.put(`${imports}/${id}/run`)).body).toMatchObject({ state: 'running', problem: null });
  await sweep(0);
  expect((await owner.get(`${imports}/${id}`)).body).toMatchObject({
    state: 'done',
    progress: { created: 3 },
  });
  expect((await contentOf(board.key)).cards).toHaveLength(3);
});
