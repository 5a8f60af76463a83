import { describe, expect, test } from '@jest/globals';
import { decline, toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

// Accepted work that leaves its board undelivered gives its requester a ticket; coming back ends it.

const api = theApi();
const { manager, member, requester } = api.people;
const why = { toRequester };
const ticketOf = async (board: BoardUnderTest) => (await requester.readRequest(board, 1)).body.ticket;

test('archiving accepted work gives its requester a ticket that is valid at once', async () => {
  const board = await aBoard().make();
  const card = await board.accepted('Doing');
  await member.archive(board, card, why);
  expect(await ticketOf(board)).toEqual({ from: api.day(), used: false });
  const { body } = await requester.get<{ waitingForYou: number }>(`${board.path}/intake/door`);
  expect(body.waitingForYou).toBe(1);
  expect((await requester.askAgain(board, 1)).body).toMatchObject({ number: 2, follows: { number: 1 } });
  expect(await ticketOf(board)).toEqual({ from: api.day(), used: true });
});

test('restoring the card ends the ticket, and a card that is put back gives none', async () => {
  const board = await aBoard().make();
  const card = await board.accepted('Doing');
  await member.archive(board, card, why);
  expect((await member.restore(board, card, 'Ready')).status).toBe(200);
  expect(await ticketOf(board)).toBeNull();
  expect(refusalOf(await requester.askAgain(board, 1)).code).toBe('not-deferred');
  await member.moveCard(board, card, { column: 'Doing' });
  await member.moveCard(board, card, { column: 'Ready', ...why });
  expect(await ticketOf(board)).toBeNull();
});

test('a delivered card that is archived gives no ticket', async () => {
  const board = await aBoard().make();
  await member.archive(board, await board.accepted('Done'));
  expect(await ticketOf(board)).toBeNull();
});

test('a trade’s date counts until the card comes back; archived later, the ticket is valid at once', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).make();
  const displaces = await board.accepted('Doing');
  const [fills] = await board.cards('Ready', 1);
  const { number } = await board.ask('More urgent');
  const until = api.day(30);
  await manager.answer(board, number, { kind: 'trade', displaces, ...toRequester, until });
  expect(await ticketOf(board)).toEqual({ from: until, used: false });
  await member.archive(board, fills);
  expect((await member.restore(board, displaces, 'Ready')).status).toBe(200);
  expect(await ticketOf(board)).toBeNull();
  api.clock.pass({ days: 1 });
  await member.archive(board, displaces, why);
  expect(await ticketOf(board)).toEqual({ from: api.day(), used: false });
});

test('archiving a board gives each requester of undelivered work a ticket, which ends when the board is back', async () => {
  const board = await aBoard().make();
  await board.accepted('Ready');
  await board.accepted('Done');
  const archive = (archived: boolean) => manager.patch(board.path, { archived, ...(archived && why) });
  expect((await archive(true)).status).toBe(200);
  expect(await ticketOf(board)).toEqual({ from: api.day(), used: false });
  expect((await requester.readRequest(board, 2)).body.ticket).toBeNull();
  expect((await archive(false)).status).toBe(200);
  expect(await ticketOf(board)).toBeNull();
});

describe('a card whose ticket was used', () => {
  const restoredAfter = async (answer?: object) => {
    const board = await aBoard().make();
    const card = await board.accepted('Doing');
    await member.archive(board, card, why);
    const { number } = (await requester.askAgain(board, 1)).body;
    if (answer) await manager.answer(board, number, answer);
    return { board, restored: await member.restore(board, card) };
  };

  test('stays archived while the new request waits or its yes counts', async () => {
    for (const answer of [undefined, { kind: 'accept' }]) {
      const { board, restored } = await restoredAfter(answer);
      expect(refusalOf(restored, 'request', 'followedBy', 'detail')).toEqual({
        status: 409,
        code: 'asked-again',
        request: { number: 1, ref: `${board.key}-R1` },
        followedBy: { number: 2, ref: `${board.key}-R2` },
        detail: expect.stringContaining(`${board.key}-R2`),
      });
    }
  });

  test('comes back after the new request has ended in a no', async () => {
    const { restored } = await restoredAfter(decline);
    expect(restored.status).toBe(200);
  });
});

test('the tickets of archived work are on the list of tickets', async () => {
  const board = await aBoard().make();
  const card = await board.accepted('Doing');
  await member.archive(board, card, why);
  const { body } = await manager.get<{ weeks: { tickets: object[] }[] }>(`${board.path}/intake/deferrals`);
  expect(body.weeks.flatMap(({ tickets }) => tickets)).toMatchObject([
    { number: 1, until: api.day(), used: false },
  ]);
});
