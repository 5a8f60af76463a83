import { expect, test } from '@jest/globals';
import type { EventList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { manager, member, viewer } = api.people;

test('the history of a card has its events, newest first, and nothing of other cards', async () => {
  const board = await aBoard().column('Doing').make();
  await member.createCard(board, { title: 'First' });
  await member.createCard(board, { title: 'Other' });
  await member.patchCard(board, 1, { title: 'Renamed' });
  const moves = [2, 1].map((card) => ({ card, columnId: board.id('Doing') }));
  expect(await manager.post(`${board.path}/moves`, { moves })).toMatchObject({ status: 200 });
  const path = `${board.path}/cards/1/history`;
  const { items } = (await viewer.get<EventList>(path)).body;
  expect(items.map(({ type, actor }) => [type, actor?.id])).toEqual([
    ['cards.moved', manager.id],
    ['card.changed', member.id],
    ['card.created', member.id],
  ]);
  expect(items.flatMap(({ changes }) => changes as object[])).toMatchObject([
    { card: 1, to: { columnId: board.id('Doing') } },
    { card: 1, from: { title: 'First' }, to: { title: 'Renamed' } },
    { card: 1, to: { title: 'First' } },
  ]);
  expect(items.every(({ changes }) => changes.length === 1)).toBe(true);

  const first = (await viewer.get<EventList>(`${path}?size=2`)).body;
  const rest = (await viewer.get<EventList>(`${path}?size=2&cursor=${first.nextCursor}`)).body;
  expect([...first.items, ...rest.items]).toEqual(items);
  expect(rest.nextCursor).toBeNull();
  expect(await viewer.get(`${board.path}/cards/99/history`)).toMatchObject({ status: 404 });
});

test('the history of a card starts with the answer that made it', async () => {
  const board = await aBoard().make();
  await board.ask();
  await manager.put(`${board.path}/requests/1/answer`, { kind: 'accept' });
  const { items } = (await viewer.get<EventList>(`${board.path}/cards/1/history`)).body;
  expect(items).toMatchObject([{ type: 'request.answered', changes: [{ card: 1 }] }]);
});
