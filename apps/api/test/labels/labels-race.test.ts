import { expect, test } from '@jest/globals';
import type { Label } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { all, boardIdsOf, deadlocksOf, type Isolation, SqlCrowd } from '../races/crowd.js';
import { historyOf } from '../races/history.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { member } = api.people;
const labels = (board: BoardUnderTest, count: number) => all(count, (n) => board.label(`No. ${n}`));

test('of 16 at once that define a label of one name exactly one succeeds', async () => {
  const board = await aBoard().make();
  const added = await all(16, (n) =>
    member.post(`${board.path}/labels`, { name: n % 2 ? 'Bug' : 'BUG', colour: 'red' }),
  );
  expect(added.map(({ status }) => status).sort()).toEqual([201, ...Array(15).fill(409)]);
  expect((await board.read()).labels).toHaveLength(1);
});

test('a card has at most ten labels on every write path', async () => {
  const board = await aBoard().make();
  const ids = await labels(board, 12);
  await board.cards('Ready', 1);
  const refused = { status: 409, body: { code: 'cap-reached', cap: 'cardLabels', max: 10 } };
  expect(await member.patchCard(board, 1, { labelIds: ids.slice(0, 11) })).toMatchObject(refused);
  expect(await member.createCard(board, { labelIds: ids.slice(0, 11) })).toMatchObject(refused);
  expect(await member.patchCard(board, 1, { labelIds: ids.slice(0, 10) })).toMatchObject({ status: 200 });
  // Another ten: removals make room for additions.
  expect(await member.patchCard(board, 1, { labelIds: ids.slice(2) })).toMatchObject({ status: 200 });
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)('plain SQL at %s keeps the caps on labels and their names', async (isolation) => {
  const board = await aBoard().make();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const ids = await labels(board, 16);
  await board.cards('Ready', 1);
  await member.patchCard(board, 1, { labelIds: ids.slice(0, 9) });
  const crowd = new SqlCrowd(api, isolation, 8);
  const given = await all(7, (n) =>
    crowd.write(
      'SELECT count(*) FROM card_labels',
      `INSERT INTO card_labels (workspace_id, board_id, card_id, label_id)
       SELECT workspace_id, board_id, id, $2 FROM cards WHERE board_id = $1`,
      [boardId, ids[9 + n]],
    ),
  );
  expect(given.filter((outcome) => outcome === 'done')).toHaveLength(1);
  const insert = (name: string) =>
    crowd.write(
      'SELECT count(*) FROM labels',
      `INSERT INTO labels (workspace_id, board_id, id, name, colour) VALUES ($1, $2, $3, $4, 'red')`,
      [workspaceId, boardId, uuid(), name],
    );
  const named = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => insert(n % 2 ? 'Bug' : 'bUG')));
  expect(named.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const one of named)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ constraint: 'labels_one_name' });
  await all(32, (n) => insert(`More ${n}`));
  const last = await all(8, (n) => insert(`Last ${n}`));
  expect(last.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect((await board.read()).labels).toHaveLength(50);
  await crowd.close();
});

test('labels come and go while cards get and lose them, without a deadlock and with a history that adds up', async () => {
  const board = await aBoard().make();
  const numbers = await board.cards('Ready', 8);
  const before = await deadlocksOf(api);
  await all(4, async (n) => {
    for (let round = 0; round < 3; round += 1) {
      const { body } = await member.post<Label>(`${board.path}/labels`, {
        name: `${n}/${round}`,
        colour: 'teal',
      });
      const given = await all(8, (at) =>
        member.patchCard(board, numbers[at] as number, { labelIds: [body.id] }),
      );
      expect(given.map(({ status }) => status)).toEqual(Array(8).fill(200));
      expect(await member.delete(`${board.path}/labels/${body.id}?fromCards=true`)).toMatchObject({
        status: 204,
      });
    }
  });
  const { cards, labels: left } = await board.read();
  expect(left).toEqual([]);
  expect(cards.flatMap(({ labelIds }) => labelIds)).toEqual([]);
  expect(await deadlocksOf(api)).toBe(before);
  await historyOf(member, board.path);
});
