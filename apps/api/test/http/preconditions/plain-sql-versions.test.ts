import { expect, test } from '@jest/globals';
import type { Card } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

// Plain SQL raises the version of a card as the API does, so that a caller who saw it before does not write over it.

const api = theApi();
const { member } = api.people;
const whereCard = (key: string, number: number) =>
  `number = ${number} AND (workspace_id, board_id) = (SELECT workspace_id, id FROM boards WHERE key = '${key}')`;

async function aCard() {
  const board = await aBoard().column('Doing', { split: true }).make();
  const { body } = await member.createCard(board, { column: 'Doing' });
  return { board, number: body.number };
}

const read = async ({ path }: BoardUnderTest, number: number) => {
  const { body, headers } = await member.get<Card>(`${path}/cards/${number}`);
  return { ...body, etag: headers.get('etag') as string };
};

test.each([
  [
    'moves it',
    `UPDATE cards SET column_id = (SELECT k.id FROM columns k WHERE k.board_id = cards.board_id AND k.kind = 'queue')`,
  ],
  ['moves it to the done half', 'UPDATE cards SET done = true'],
  ['moves it within its column', 'UPDATE cards SET rank = rank + 1'],
  ['renames it', `UPDATE cards SET title = 'By hand'`],
  ['archives it', 'UPDATE cards SET archived_at = now()'],
])('plain SQL that %s raises the version, and If-Match of before is refused', async (_what, statement) => {
  const { board, number } = await aCard();
  const before = await read(board, number);
  await api.pool.query(`${statement} WHERE ${whereCard(board.key, number)}`);
  const after = await read(board, number);
  expect(after.version).toBe(before.version + 1);
  const stale = await member.patchCard(board, number, { title: 'Over it' }, { 'if-match': before.etag });
  expect({ status: stale.status, code: stale.body.code }).toEqual({
    status: 412,
    code: 'precondition-failed',
  });
});
