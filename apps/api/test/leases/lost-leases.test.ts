import { beforeEach, expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { claimed, holding, under } from './claimed.js';

const api = theApi();
const { member, secondMember } = api.people;
const sweep = () => api.service('LeaseSweepService').sweep();

beforeEach(() => api.clock.stop());

test('every write with a token that is over changes nothing', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Ready', 1);
  const { token } = await claimed(member, board, { seconds: 60 });
  const path = `${board.path}/cards/${card}`;
  const byExternalId = `${board.path}/cards-by-external-id/jira%201`;
  await member.patchCard(board, card, { externalId: 'jira 1' });
  const writes = (headers: Record<string, string>) => [
    () => member.patchCard(board, card, { title: 'Mine' }, headers),
    () => member.post(`${path}/comments`, { text: 'On it' }, headers),
    () => member.put(`${path}/block`, { reason: 'Waits' }, headers),
    () => member.delete(`${path}/block`, headers),
    () => member.post(`${path}/checklist`, { items: [{ text: 'One' }] }, headers),
    () => member.moveCard(board, card, { column: 'Doing' }, headers),
    () => member.put(byExternalId, { title: 'Mine' }, headers),
    () => member.archive(board, card, undefined, headers),
  ];
  for (const write of writes(under(token)).slice(0, 7)) expect((await write()).status).toBeLessThan(300);
  api.clock.pass({ minutes: 1 });
  const before = await board.read();
  // Also while no sweep has noticed.
  for (const write of writes(under(token)))
    expect(await write()).toMatchObject({ status: 409, body: { code: 'lease-lost', why: 'expired' } });
  for (const write of writes(under(token + 1)))
    expect(await write()).toMatchObject({ status: 409, body: { code: 'lease-lost', why: 'unknown' } });
  expect(await board.read()).toEqual(before);
  for (const bad of ['0', 'x', '1e3', '99999999999'])
    expect(
      (await member.patchCard(board, card, { title: 'Mine' }, { 'weir-lease': bad })).body,
    ).toMatchObject({
      errors: [{ path: 'Weir-Lease', code: 'leaseToken' }],
    });
  expect(await member.createCard(board, { title: 'Another' }, under(token))).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'Weir-Lease', code: 'leaseNotHere' }] },
  });
  expect(
    await member.put(`${board.path}/cards-by-external-id/new`, { title: 'Another' }, under(token)),
  ).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect(await board.read()).toEqual(before);
});

test('a person can always take a claimed card: the lease ends, and its holder can change nothing', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Ready', 1);
  const takes = [
    () => secondMember.moveCard(board, card, { column: 'Done' }),
    () => secondMember.patchCard(board, card, { assigneeIds: [secondMember.id] }),
    () => secondMember.archive(board, card),
    () => secondMember.delete(`${board.path}/claims/${card}`),
    () =>
      api.pool.query(`UPDATE cards SET column_id = $1 WHERE number = $2 AND column_id = $3`, [
        board.id('Ready'),
        card,
        board.id('Doing'),
      ]),
  ];
  for (const take of takes) {
    await member.delete(`${board.path}/cards/${card}/archive`);
    await member.moveCard(board, card, { column: 'Ready' });
    await member.patchCard(board, card, { assigneeIds: [] });
    const { token } = await claimed(member, board);
    await take();
    expect(await holding(member, board, card, token).complete()).toMatchObject({
      body: { code: 'lease-lost', why: 'taken' },
    });
    expect((await member.get<{ lease: null }>(`${board.path}/cards/${card}`)).body.lease).toBeNull();
  }
  // Words do not take it.
  await member.moveCard(board, card, { column: 'Ready' });
  const { token } = await claimed(member, board);
  await secondMember.post(`${board.path}/cards/${card}/comments`, { text: 'How is it going?' });
  await secondMember.patchCard(board, card, { title: 'Clearer' });
  expect((await holding(member, board, card, token).complete()).status).toBe(200);
  expect(await secondMember.delete(`${board.path}/claims/${card}`)).toMatchObject({
    status: 409,
    body: { code: 'not-claimed' },
  });
});

test('a lease that runs out returns its card to its place; the second time the card is blocked', async () => {
  const board = await aBoard().make();
  const [, second, third] = await board.cards('Ready', 3);
  await claimed(member, board, { card: second, seconds: 10 });
  const { seq } = await board.read();
  api.clock.pass({ minutes: 1 });
  await sweep();
  await sweep();
  expect(await board.order('Ready')).toEqual([1, second, third]);
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'card.leaseExpired',
      actor: null,
      changes: [{ card: second, from: { lease: { by: member.id } }, to: { lease: null, assigneeIds: [] } }],
    },
  ]);
  await claimed(member, board, { card: second, seconds: 10 });
  api.clock.pass({ minutes: 1 });
  await sweep();
  const { cards } = await board.read();
  expect(cards.find(({ number }) => number === second)).toMatchObject({
    ...{ columnId: board.id('Doing'), lease: null, assignees: [] },
    blocked: { reason: 'weir:leaseExpiredTwice' },
  });
});

test('where the place of a card is full when its lease runs out, the card stays and is blocked', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).make();
  const [card] = await board.cards('Ready', 1);
  const { token } = await claimed(member, board, { seconds: 10 });
  await board.cards('Ready', 1);
  expect(await holding(member, board, card, token).release()).toMatchObject({
    status: 409,
    body: { code: 'wip-limit-reached', limits: [{ of: 'Ready' }] },
  });
  api.clock.pass({ minutes: 1 });
  await sweep();
  expect((await board.read()).cards.find(({ number }) => number === card)).toMatchObject({
    columnId: board.id('Doing'),
    blocked: { reason: 'weir:leaseExpiredNoRoom' },
  });
});
