import { expect, test } from '@jest/globals';
import { RequestHistory } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer } = api.people;
const intake = { depth: 20, openPerRequester: 20 };
const trade = {
  kind: 'trade',
  reason: 'noCapacity',
  message: 'This outage can wait no longer than a day.',
} as const;
const read = async (board: BoardUnderTest, number: number, by = requester) =>
  RequestHistory.parse((await by.get(`${board.path}/requests/${number}/history`)).body).items;
const sentences = async (...what: Parameters<typeof read>) => (await read(...what)).map(({ what }) => what);

test('lists what happened to a request and its card, in order', async () => {
  const board = await aBoard().intake(intake).make();
  const key = board.key;
  const later = () => api.clock.pass({ hours: 1 });
  await board.ask('A sandbox');
  later();
  await requester.patchRequest(board, 1, { title: 'A bigger sandbox', neededBy: api.day(9) });
  later();
  await manager.post(`${board.path}/requests/1/messages`, { body: 'How big should it be?', asks: true });
  later();
  await requester.post(`${board.path}/requests/1/messages`, { body: 'Ten by ten.' });
  later();
  await member.post(`${board.path}/requests/1/messages`, { body: 'There is sand enough.' });
  later();
  await manager.answer(board, 1, { kind: 'accept' });
  later();
  await member.moveCard(board, 1, { column: 'Doing' });
  later();
  await member.putBack(board, 1, { reason: 'The sand is late' });
  later();
  await member.moveCard(board, 1, { column: 'Doing' });
  later();
  await secondRequester.submit(board, { title: 'An outage that nobody else may know of' });
  await manager.answer(board, 2, { ...trade, displaces: 1 });
  later();
  await member.moveCard(board, 1, { column: 'Done' });

  const history = await read(board, 1);
  expect(history.map(({ what }) => what)).toEqual([
    'Submitted.',
    'Changed: needed-by date and title.',
    'The team asked a question. The deadline is paused until the requester replies.',
    'The requester replied.',
    'A message was written.',
    'Accepted.',
    `It became card ${key}-1.`,
    'Work on the card started.',
    'The card was put back in the queue. The sand is late',
    'Work on the card started.',
    'The card was put back in the queue to make room for another card.',
    'The card was delivered.',
  ]);
  const who = [requester, requester, manager, requester, member, manager];
  expect(history.slice(0, 6).map(({ by }) => by?.id)).toEqual(who.map(({ id }) => id));
  expect(JSON.stringify(history)).not.toMatch(/outage|ten by ten/i);
  expect(await sentences(board, 2, secondRequester)).toEqual([
    'Submitted.',
    'Accepted in a trade: a card in progress was put back.',
    `It became card ${key}-2.`,
    'Work on the card started.',
  ]);
});

test('names the other board of a redirected request and the request it follows', async () => {
  const [here, there] = [await aBoard().intake(intake).make(), await aBoard().intake(intake).make()];
  const [H, T] = [here.key, there.key];
  await here.ask('A desk');
  const message = 'The office team can do this for you.';
  await manager.answer(here, 1, { kind: 'redirect', board: T, message });
  expect(await sentences(here, 1)).toEqual(['Submitted.', `Redirected to another board as ${T}-R1.`]);
  expect(await sentences(there, 1)).toEqual([`Redirected from another board, where it was ${H}-R1.`]);
  await manager.answer(there, 1, decline);
  await there.ask('A desk, again', { follows: 1 });
  expect(await sentences(there, 2)).toEqual([`Submitted again, after ${T}-R1.`]);
});

test('shows a history to readers of the request', async () => {
  const board = await aBoard().intake(intake).make();
  await board.ask();
  await secondRequester.submit(board, { title: 'The same sandbox' });
  expect((await secondRequester.get(`${board.path}/requests/1/history`)).status).toBe(404);
  expect((await viewer.get(`${board.path}/requests/1/history`)).status).toBe(200);
  expect((await viewer.get(`${board.path}/requests/3/history`)).status).toBe(404);
  await manager.answer(board, 2, { kind: 'duplicate', of: 1 });
  expect(await sentences(board, 1, secondRequester)).toEqual(['Submitted.']);
});
