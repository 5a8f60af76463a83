import { expect, test } from '@jest/globals';
import type { Request } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester, secondRequester } = api.people;
const intake = { depth: 9, openPerRequester: 9, highWatermark: 2, lowWatermark: 1 };
const inSql = `
  INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, at)
  SELECT r.workspace_id, r.board_id, r.id, 'decline', 'other', 'By hand, in SQL.', now()
    FROM requests r JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id WHERE b.key = $1`;

test.each<[string, (board: BoardUnderTest, path: string) => Promise<unknown>]>([
  ['a manager', (_, path) => manager.put(`${path}/answer`, decline)],
  ['a withdrawal', (_, path) => requester.delete(path)],
  [
    'a bulk answer',
    (board) => manager.post(`${board.path}/answers`, { answers: [{ request: 1, answer: decline }] }),
  ],
  [
    'a redirection',
    async (_, path) =>
      manager.put(`${path}/answer`, {
        kind: 'redirect',
        board: (await aBoard().make()).key,
        message: 'They know more of it.',
      }),
  ],
  [
    'shedding',
    async (board) => {
      for (const title of ['Two', 'Three']) {
        await secondRequester.submit(board, { title });
      }
    },
  ],
  [
    'expiry',
    async () => {
      api.clock.pass({ days: 9 });
      await api.service('SweepService').sweep();
    },
  ],
  ['plain SQL', (board) => api.pool.query(inSql, [board.key])],
])('the version of a request grows by one when it is answered by %s', async (_, answer) => {
  const board = await aBoard().intake(intake).make();
  const asked = await board.ask('One', { classOfService: 'intangible' });
  const path = `${board.path}/requests/${asked.number}`;
  await answer(board, path);
  const read = await requester.get<Request>(path);
  expect(read.body).toMatchObject({ state: 'answered', version: asked.version + 1 });
  expect(read.headers.get('etag')).toContain(`"${asked.version + 1}-`);
});

test('a version read before SQL answered and took the answer back is stale', async () => {
  const board = await aBoard().intake(intake).make();
  const { number, version } = await board.ask();
  await api.pool.query(inSql, [board.key]);
  await api.pool.query('DELETE FROM answers WHERE board_id = (SELECT id FROM boards WHERE key = $1)', [
    board.key,
  ]);
  const path = `${board.path}/requests/${number}`;
  const change = (seen: number) =>
    requester.patch(path, { title: 'Something else' }, { 'if-match': `"${seen}"` });
  expect(refusalOf(await change(version), 'version')).toEqual({
    status: 412,
    code: 'precondition-failed',
    version: `"${version + 2}"`,
  });
  expect((await change(version + 2)).status).toBe(200);
});
