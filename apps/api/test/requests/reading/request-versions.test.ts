import { expect, test } from '@jest/globals';
import type { Request } from '@weir/contract';
import { SweepService } from '../../../src/intake/sweep.service.js';
import { decline, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const keyOf = (board: string) => board.split('/').at(-1) as string;
const intake = { depth: 9, openPerRequester: 9, highWatermark: 2, lowWatermark: 1 };
const inSql = `
  INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, at)
  SELECT r.workspace_id, r.board_id, r.id, 'decline', 'other', 'By hand, in SQL.', now()
    FROM requests r JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.board_id WHERE b.key = $1`;

test.each<[string, (board: string, path: string) => Promise<unknown>]>([
  ['a manager', (_, path) => world.manager.put(`${path}/answer`, decline)],
  ['its requester, who withdraws', (_, path) => world.requester.delete(path)],
  [
    'one of several answers',
    (board) => world.manager.post(`${board}/answers`, { answers: [{ request: 1, answer: decline }] }),
  ],
  [
    'a redirection',
    async (_, path) =>
      world.manager.put(`${path}/answer`, {
        kind: 'redirect',
        board: keyOf(await world.board()),
        message: 'They know more of it.',
      }),
  ],
  [
    'the shedding',
    async (board) => {
      for (const title of ['Two', 'Three']) {
        await world.otherRequester.post(`${board}/requests`, { title });
      }
    },
  ],
  [
    'the end of its time',
    async () => {
      world.clock.pass({ days: 9 });
      await world.api.app.get(SweepService).sweep();
    },
  ],
  ['plain SQL', (board) => world.sql.query(inSql, [keyOf(board)])],
])('a request has one version more once it is answered by %s', async (_, answer) => {
  const board = await world.board({ intake });
  const asked = await world.ask(board, 'One', { classOfService: 'intangible' });
  const path = `${board}/requests/${asked.number}`;
  await answer(board, path);
  const read = await world.requester.get<Request>(path);
  expect(read.body).toMatchObject({ state: 'answered', version: asked.version + 1 });
  expect(read.headers.get('etag')).toBe(`"${asked.version + 1}"`);
});

test('what was read before an answer that SQL gave and took back is stale', async () => {
  const board = await world.board({ intake });
  const { number, version } = await world.ask(board);
  await world.sql.query(inSql, [keyOf(board)]);
  await world.sql.query('DELETE FROM answers WHERE board_id = (SELECT id FROM boards WHERE key = $1)', [
    keyOf(board),
  ]);
  const path = `${board}/requests/${number}`;
  const change = (seen: number) =>
    world.requester.patch(path, { title: 'Something else' }, { 'if-match': `"${seen}"` });
  expect(told(await change(version), 'version')).toEqual({
    status: 412,
    code: 'precondition-failed',
    version: `"${version + 2}"`,
  });
  expect((await change(version + 2)).status).toBe(200);
});
