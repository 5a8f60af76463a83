import { expect, test } from '@jest/globals';
import type { CardWatch, NoticeList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Name } from '../../support/people.js';

const api = theApi();
const { owner, manager, member, secondMember, viewer } = api.people;

const watchOf = (board: BoardUnderTest, number = 1) => `${board.path}/cards/${number}/watch`;
const namesOf = async (board: BoardUnderTest) =>
  (await viewer.get<CardWatch>(watchOf(board))).body.watchers.map(({ name }) => name);
const comment = (board: BoardUnderTest, text: string, by: Name = 'manager') =>
  api.people[by].post<{ id: string }>(`${board.path}/cards/1/comments`, { text });
const titlesOf = async (who: Name, board: BoardUnderTest) =>
  (await api.people[who].get<NoticeList>('/v1/workspaces/demo/notices')).body.items
    .filter((notice) => notice.board.key === board.key)
    .map(({ title }) => title);

test('its creator, those assigned, those who comment and those mentioned watch a card', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { assigneeIds: [secondMember.id] });
  expect(await namesOf(board)).toEqual(['Bao Brandt', 'Noor Novak']);
  await comment(board, 'Nearly there');
  await member.patchCard(board, 1, { description: `Ask [@Vik](person:${viewer.id})` });
  expect(await namesOf(board)).toEqual(['Bao Brandt', 'Mira Mensah', 'Noor Novak', 'Vik Vale']);

  await api.pool.query(
    `WITH card AS (
       INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
       SELECT c.workspace_id, c.board_id, gen_random_uuid(), 2, 'By plain SQL', c.column_id, c.rank + 1, now(), $2, now()
         FROM cards c JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id WHERE b.key = $1
       RETURNING *)
     INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) SELECT workspace_id, board_id, id, $3 FROM card`,
    [board.key, manager.id, member.id],
  );
  const plain = (await manager.get<CardWatch>(watchOf(board, 2))).body;
  expect(plain).toEqual({
    watching: true,
    watchers: [
      { id: member.id, name: 'Bao Brandt' },
      { id: manager.id, name: 'Mira Mensah' },
    ],
  });
});

test('a person who stopped watching a card gets no notices of it, also as its creator or assignee, until they watch it again', async () => {
  const board = await aBoard().make();
  await member.createCard(board);
  const unwatched = await member.delete<CardWatch>(watchOf(board));
  expect(unwatched).toMatchObject({ status: 200, body: { watching: false, watchers: [] } });
  await member.patchCard(board, 1, { assigneeIds: [member.id] });
  await comment(board, 'My own', 'member');
  await comment(board, 'First');
  expect(await titlesOf('member', board)).toEqual([]);

  const watched = {
    status: 200,
    body: { watching: true, watchers: [{ name: 'Bao Brandt' }, { name: 'Mira Mensah' }] },
  };
  const key = { 'idempotency-key': 'watch-again' };
  expect(await member.put(watchOf(board), undefined, key)).toMatchObject(watched);
  expect(await member.put(watchOf(board), undefined, key)).toMatchObject(watched);
  await comment(board, 'Second');
  expect(await titlesOf('member', board)).toEqual(['Mira Mensah commented: A card']);
});

test('a viewer watches a card of an archived board too, and not after they lost access', async () => {
  const board = await aBoard().make();
  await member.createCard(board);
  expect(await viewer.put(watchOf(board, 7))).toMatchObject({ status: 404 });
  expect(await viewer.delete(watchOf(board, 7))).toMatchObject({ status: 404 });
  await viewer.put(watchOf(board));
  expect(await namesOf(board)).toEqual(['Bao Brandt', 'Vik Vale']);
  const setRole = (role: string) => owner.patch(`/v1/workspaces/demo/members/${viewer.id}`, { role });
  await setRole('requester');
  await comment(board, 'Hidden from Vik');
  expect(await viewer.get(watchOf(board))).toMatchObject({ status: 403 });
  expect((await member.get<CardWatch>(watchOf(board))).body.watchers).toHaveLength(2);
  await setRole('viewer');
  expect(await titlesOf('viewer', board)).toEqual([]);

  await owner.patch(board.path, { archived: true });
  expect((await viewer.delete<CardWatch>(watchOf(board))).body.watching).toBe(false);
});
