import { expect, test } from '@jest/globals';
import { Request } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester, secondRequester } = api.people;

test('a deferral gives its requester a ticket, valid from its date and once', async () => {
  const board = await aBoard().make();
  await board.ask('A sandbox', { description: 'Read only' });
  await manager.answer(board, 1, defer(api.day(10)));
  const again = (who = requester) => who.askAgain(board, 1);
  expect(refusalOf(await again(), 'from')).toEqual({
    status: 409,
    code: 'too-early',
    from: api.day(10),
  });
  api.clock.pass({ days: 11 });
  expect(refusalOf(await again(secondRequester))).toEqual({ status: 404, code: 'not-found' });
  const asked = await again();
  expect(Request.parse(asked.body)).toMatchObject({
    number: 2,
    title: 'A sandbox',
    description: 'Read only',
    follows: { number: 1 },
  });
  expect(refusalOf(await again(), 'followedBy')).toEqual({
    status: 409,
    code: 'already-asked',
    followedBy: 2,
  });
  expect((await requester.readRequest(board, 1)).body).toMatchObject({
    ticket: { used: true },
    followedBy: { number: 2 },
  });
});

test('a request asked again comes first in its class, within the depth', async () => {
  const board = await aBoard().intake({ depth: 1 }).make();
  await board.ask();
  await manager.answer(board, 1, defer(api.day(1)));
  await secondRequester.submit(board, { title: 'In the way' });
  api.clock.pass({ days: 2 });
  expect(refusalOf(await requester.askAgain(board, 1)).code).toBe('intake-queue-full');
  await manager.patch(`${board.path}/intake`, { depth: 2 });
  expect((await requester.askAgain(board, 1)).body).toMatchObject({
    number: 3,
    position: 1,
  });
});

test('asking again is refused without a ticket: while waiting and after a decline', async () => {
  const board = await aBoard().make();
  await board.ask();
  expect(refusalOf(await requester.askAgain(board, 1)).code).toBe('not-deferred');
  await manager.answer(board, 1, decline);
  expect(refusalOf(await requester.askAgain(board, 1)).code).toBe('not-deferred');
});
