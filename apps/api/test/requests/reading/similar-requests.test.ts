import { describe, expect, test } from '@jest/globals';
import { RequestContext, SimilarList } from '@weir/contract';
import { decline, defer, toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, secondRequester, viewer } = api.people;
const intake = { depth: 20, openPerRequester: 20 };
const like = async (board: BoardUnderTest, title: string, by = requester) =>
  SimilarList.parse((await by.get(`${board.path}/requests/similar?title=${encodeURIComponent(title)}`)).body)
    .items;
const refs = (items: SimilarList['items']) => items.map(({ number }) => number);
const answer = (board: BoardUnderTest, number: number, given: object) => manager.answer(board, number, given);

describe('similar requests', () => {
  test('are found despite typing errors and not by filler words', async () => {
    const board = await aBoard().intake(intake).make();
    await board.ask('A sandbox for the payments team');
    await board.ask('Payment sandboxes, please');
    await board.ask('A new laptop for the office');
    await board.ask('Sandbox');
    expect(refs(await like(board, 'We need a sandbox for payments'))).toEqual(expect.arrayContaining([1, 2]));
    expect(refs(await like(board, 'We need a sandbox for payments'))).not.toContain(3);
    expect(refs(await like(board, 'sandbx'))).toEqual(expect.arrayContaining([1, 4]));
    expect(await like(board, 'A new printer for the kitchen')).toEqual([]);
    expect(await like(board, 'We need it')).toEqual([]);
    expect(await like(await aBoard().make(), 'Sandbox')).toEqual([]);
    expect(refusalOf(await requester.get(`${board.path}/requests/similar`))).toMatchObject({ status: 422 });
  });

  test('are those that wait, whose card is not delivered, or with an unused ticket', async () => {
    const board = await aBoard().intake(intake).make();
    for (let n = 0; n < 6; n += 1) await board.ask('A sandbox');
    await answer(board, 2, { kind: 'accept' });
    await answer(board, 3, defer(api.day(1)));
    await answer(board, 4, decline);
    await requester.withdraw(board, 5);
    await answer(board, 6, { kind: 'duplicate', of: 1 });
    const open = await like(board, 'Sandbox');
    expect(refs(open).toSorted()).toEqual([1, 2, 3]);
    const facts = Object.fromEntries(open.map((each) => [each.number, each]));
    expect(facts[1]).toMatchObject({ state: 'waiting', answer: null });
    expect(facts[2]).toMatchObject({ state: 'answered', own: true, answer: { kind: 'accept', until: null } });
    expect(facts[3]).toMatchObject({ state: 'answered', answer: { kind: 'defer', until: api.day(1) } });

    await member.archive(board, 1, { toRequester });
    api.clock.pass({ days: 2 });
    expect((await requester.askAgain(board, 3)).status).toBe(201);
    expect(refs(await like(board, 'Sandbox')).toSorted()).toEqual([1, 2, 7]);
  });

  test('carry the date of their ticket if they expired, were shed or left in a trade', async () => {
    const board = await aBoard()
      .column('Ready', { kind: 'queue', limit: 1 })
      .column('Doing', { limit: 1 })
      .intake({ ...intake, highWatermark: 2, lowWatermark: 1 })
      .make();
    const kindOf = async (number: number) =>
      (await like(board, 'Sandbox')).find((each) => each.number === number)?.answer;
    const old = await board.ask('A sandbox');
    const made = (await answer(board, old.number, { kind: 'accept', column: 'Doing' })).body.card?.number;
    await member.createCard(board, { title: 'Fills Ready' });
    const stronger = await board.ask('Something else');
    const until = api.day(30);
    const why = { reason: 'noCapacity', message: 'This can not wait, and yours can.' };
    await answer(board, stronger.number, { kind: 'trade', displaces: made, until, ...why });
    expect(await kindOf(old.number)).toEqual({ kind: 'accept', until });

    const first = await board.ask('A sandbox again');
    await board.ask('A printer');
    const shed = await board.ask('A sandbox for us');
    expect(await kindOf(shed.number)).toEqual({ kind: 'shed', until: api.day(7) });
    api.clock.pass({ days: 30 });
    for (let times = 0; times < 3; times += 1) await api.service('SweepService').sweep();
    expect(await kindOf(first.number)).toEqual({ kind: 'expired', until: api.day() });
  });

  test('are at most five, and hide the titles of other requesters', async () => {
    const board = await aBoard().intake(intake).make();
    for (let n = 0; n < 6; n += 1) await board.ask(`Sandbox ${n}`);
    const theirs = await like(board, 'Sandbox', secondRequester);
    expect(theirs).toHaveLength(5);
    for (const each of theirs) expect(each).toMatchObject({ title: null, own: false });
    for (const each of await like(board, 'Sandbox')) expect(each).toMatchObject({ own: true });
    for (const each of await like(board, 'Sandbox', viewer)) {
      expect(each).toMatchObject({ title: expect.stringMatching('Sandbox'), own: false });
    }
  });
});

test('the context of a request shows managers its requester’s other requests and similar ones', async () => {
  const board = await aBoard().intake(intake).make();
  for (const title of ['A sandbox', 'A laptop', 'A printer', 'A desk', 'A chair']) {
    await board.ask(title);
  }
  await secondRequester.submit(board, { title: 'Another sandbox' });
  await answer(board, 2, decline);
  await answer(board, 3, decline);
  await answer(board, 4, { kind: 'accept' });
  const read = async (number: number) =>
    RequestContext.parse((await manager.get(`${board.path}/requests/${number}/context`)).body);
  expect(await read(1)).toEqual({
    requester: {
      open: [{ number: 5, ref: expect.stringMatching(/-R5$/), title: 'A chair' }],
      answered: [
        { kind: 'decline', count: 2 },
        { kind: 'accept', count: 1 },
      ],
    },
    similar: [expect.objectContaining({ number: 6, title: 'Another sandbox', own: false })],
  });
  expect(await read(6)).toMatchObject({
    requester: { open: [], answered: [] },
    similar: [{ number: 1 }],
  });
  expect((await manager.get(`${board.path}/requests/99/context`)).status).toBe(404);
  expect((await requester.get(`${board.path}/requests/1/context`)).status).toBe(403);
});
