import { expect, test } from '@jest/globals';
import type { Card } from '@weir/contract';
import { boardIdsOf } from '../races/crowd.js';
import { historyOf } from '../races/history.js';
import { twoInstances } from '../races/instances.js';
import { aBoard } from '../support/board.js';
import { MovableClock } from '../support/clock.js';

const behind = new MovableClock();
behind.pass({ hours: -1 });
const { api, second } = twoInstances(behind);

test('with an instance that is an hour behind, no event is earlier than the one before it', async () => {
  const board = await aBoard().make();
  const { boardId } = await boardIdsOf(api, board);
  const [number] = await board.cards('Doing', 1);
  await second.people.member.moveCard(board, number, { column: 'Done' });
  await api.pool.query("UPDATE cards SET title = 'By hand' WHERE board_id = $1", [boardId]);
  await second.people.member.submit(board);
  await second.people.manager.patch(board.path, { name: 'Renamed' });

  const events = await historyOf(api.people.manager, board.path);
  expect(events.map(({ type }) => type)).toEqual([
    'board.created',
    'card.created',
    'card.moved',
    'board.changed',
    'request.submitted',
    'board.changed',
  ]);
  const times = events.map(({ at }) => at);
  expect(times).toEqual(times.toSorted());
  const { body: card } = await api.people.member.get<Card>(`${board.path}/cards/${number}`);
  expect(card.deliveredAt! >= card.committedAt!).toBe(true);
});

test('a card that plain SQL moved is not changed by an edit that did not see it', async () => {
  const board = await aBoard().make();
  const { boardId } = await boardIdsOf(api, board);
  const [number] = await board.cards('Ready', 1);
  await api.pool.query('UPDATE cards SET column_id = $1 WHERE board_id = $2', [board.id('Doing'), boardId]);
  const edit = await api.people.member.patchCard(board, number, { title: 'Mine' }, { 'if-match': '"1"' });
  expect(edit.status).toBe(412);
});
