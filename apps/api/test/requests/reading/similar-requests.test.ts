import { describe, expect, test } from '@jest/globals';
import { type Board, RequestContext, SimilarList } from '@weir/contract';
import { SweepService } from '../../../src/intake/sweep.service.js';
import { decline, defer, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const intake = { depth: 20, openPerRequester: 20 };
const like = async (board: string, title: string, by = world.requester) =>
  SimilarList.parse((await by.get(`${board}/requests/similar?title=${encodeURIComponent(title)}`)).body)
    .items;
const refs = (items: SimilarList['items']) => items.map(({ number }) => number);
const answer = (board: string, number: number, given: object) =>
  world.manager.put(`${board}/requests/${number}/answer`, given);

describe('a title is held against the open requests of its board', () => {
  test('the most alike first, with slips of the pen, and not by words that say nothing', async () => {
    const board = await world.board({ intake });
    await world.ask(board, 'A sandbox for the payments team');
    await world.ask(board, 'Payment sandboxes, please');
    await world.ask(board, 'A new laptop for the office');
    await world.ask(board, 'Sandbox');
    expect(refs(await like(board, 'We need a sandbox for payments'))).toEqual(expect.arrayContaining([1, 2]));
    expect(refs(await like(board, 'We need a sandbox for payments'))).not.toContain(3);
    expect(refs(await like(board, 'sandbx'))).toEqual(expect.arrayContaining([1, 4]));
    expect(await like(board, 'A new printer for the kitchen')).toEqual([]);
    expect(await like(board, 'We need it')).toEqual([]);
    expect(await like(await world.board(), 'Sandbox')).toEqual([]);
    expect(told(await world.requester.get(`${board}/requests/similar`))).toMatchObject({ status: 422 });
  });

  test('open are those that wait, those whose card is not delivered, and those with an unused ticket', async () => {
    const board = await world.board({ intake });
    for (let n = 0; n < 6; n += 1) await world.ask(board, 'A sandbox');
    await answer(board, 2, { kind: 'accept' });
    await answer(board, 3, defer(world.day(1)));
    await answer(board, 4, decline);
    await world.requester.delete(`${board}/requests/5`);
    await answer(board, 6, { kind: 'duplicate', of: 1 });
    const open = await like(board, 'Sandbox');
    expect(refs(open).toSorted()).toEqual([1, 2, 3]);
    const facts = Object.fromEntries(open.map((each) => [each.number, each]));
    expect(facts[1]).toMatchObject({ state: 'waiting', answer: null });
    expect(facts[2]).toMatchObject({ state: 'answered', own: true, answer: { kind: 'accept', until: null } });
    expect(facts[3]).toMatchObject({ state: 'answered', answer: { kind: 'defer', until: world.day(1) } });

    await world.member.put(`${board}/cards/1/archive`, {});
    world.clock.pass({ days: 2 });
    expect((await world.requester.post(`${board}/requests/3/ask-again`)).status).toBe(201);
    expect(refs(await like(board, 'Sandbox')).toSorted()).toEqual([1, 7]);
  });

  test('what expired, was shed or had to make way off the board is told with the day of its ticket', async () => {
    const board = await world.board({
      doing: 1,
      ready: 1,
      intake: { ...intake, highWatermark: 2, lowWatermark: 1 },
    });
    const kindOf = async (number: number) =>
      (await like(board, 'Sandbox')).find((each) => each.number === number)?.answer;
    const old = await world.ask(board, 'A sandbox');
    const { columns } = (await world.member.get<Board>(board)).body;
    const columnId = columns.find(({ name }) => name === 'Doing')?.id;
    const made = (await answer(board, old.number, { kind: 'accept', columnId })).body.card?.number;
    await world.member.post(`${board}/cards`, { title: 'Fills Ready' });
    const stronger = await world.ask(board, 'Something else');
    const until = world.day(30);
    const why = { reason: 'noCapacity', message: 'This can not wait, and yours can.' };
    await answer(board, stronger.number, { kind: 'trade', displaces: made, until, ...why });
    expect(await kindOf(old.number)).toEqual({ kind: 'accept', until });

    const first = await world.ask(board, 'A sandbox again');
    await world.ask(board, 'A printer');
    const shed = await world.ask(board, 'A sandbox for us');
    expect(await kindOf(shed.number)).toEqual({ kind: 'shed', until: world.day(7) });
    world.clock.pass({ days: 30 });
    for (let times = 0; times < 3; times += 1) await world.api.app.get(SweepService).sweep();
    expect(await kindOf(first.number)).toEqual({ kind: 'expired', until: world.day() });
  });

  test('five at most, and of another’s a requester learns that it is there and no more', async () => {
    const board = await world.board({ intake });
    for (let n = 0; n < 6; n += 1) await world.ask(board, `Sandbox ${n}`);
    const theirs = await like(board, 'Sandbox', world.otherRequester);
    expect(theirs).toHaveLength(5);
    for (const each of theirs) expect(each).toMatchObject({ title: null, own: false });
    for (const each of await like(board, 'Sandbox')) expect(each).toMatchObject({ own: true });
    for (const each of await like(board, 'Sandbox', world.viewer)) {
      expect(each).toMatchObject({ title: expect.stringMatching('Sandbox'), own: false });
    }
  });
});

test('who answers sees what else its requester asked, how that ended, and what is alike', async () => {
  const board = await world.board({ intake });
  for (const title of ['A sandbox', 'A laptop', 'A printer', 'A desk', 'A chair']) {
    await world.ask(board, title);
  }
  await world.otherRequester.post(`${board}/requests`, { title: 'Another sandbox' });
  await answer(board, 2, decline);
  await answer(board, 3, decline);
  await answer(board, 4, { kind: 'accept' });
  const read = async (number: number) =>
    RequestContext.parse((await world.manager.get(`${board}/requests/${number}/context`)).body);
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
  expect((await world.manager.get(`${board}/requests/99/context`)).status).toBe(404);
  expect((await world.requester.get(`${board}/requests/1/context`)).status).toBe(403);
});
