import { beforeEach, expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { claimed, holding, under } from './claimed.js';

const api = theApi();
const { manager, member, secondMember } = api.people;
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

test('who takes a claimed card frees its holder for another one, on every path, and the event says so', async () => {
  const board = await aBoard()
    .column('Doing', { kind: 'active', split: true })
    .column('Review', { kind: 'active' })
    .column('Done', { kind: 'done' })
    .make();
  const [card, other] = await board.cards('Ready', 2);
  const path = `${board.path}/cards/${card}`;
  const move = (column: string) => secondMember.moveCard(board, card, { column });
  const plain = (set: string, ...values: unknown[]) =>
    api.pool.query(
      `UPDATE cards SET ${set} WHERE number = ${card} AND board_id = (SELECT id FROM boards WHERE key = '${board.key}')`,
      values,
    );
  const displace = async () => {
    const { number } = await board.ask();
    const trade = { kind: 'trade', displaces: card, reason: 'noCapacity', message: 'Its date comes first.' };
    expect(await manager.answer(board, number, trade)).toMatchObject({ status: 200, body: { number } });
  };
  const takes: [string, () => Promise<unknown>][] = [
    ['card.moved', () => move('Ready')],
    ['card.moved', () => secondMember.put(`${path}/position`, { columnId: board.id('Doing'), half: 'done' })],
    [
      'cards.moved',
      () => secondMember.post(`${board.path}/moves`, { moves: [{ card, columnId: board.id('Ready') }] }),
    ],
    ['card.swapped', () => secondMember.put(`${path}/position`, { swapWith: other })],
    ['card.archived', () => secondMember.archive(board, card)],
    ['request.answered', displace],
    ['board.changed', () => plain('column_id = $1', board.id('Review'))],
    ['board.changed', () => plain('done = true')],
    ['board.changed', () => plain('archived_at = now()')],
    [
      'column.removed',
      () => manager.delete(`${board.path}/columns/${board.id('Doing')}?cardsTo=${board.id('Review')}`),
    ],
  ];
  for (const [type, take] of takes) {
    await member.delete(`${path}/archive`);
    await move('Ready');
    await secondMember.patchCard(board, card, { assigneeIds: [secondMember.id] });
    await secondMember.patchCard(board, card, { assigneeIds: [] });
    await claimed(member, board, { card });
    const { seq } = await board.read();
    await take();
    const events = (await board.events(seq)).filter((event) => event.type !== 'request.submitted');
    expect([type, new Set(events.map((event) => event.type))]).toEqual([type, new Set([type])]);
    if (type !== 'board.changed') expect(events).toHaveLength(1);
    expect(events.flatMap(({ changes }) => changes)).toContainEqual(
      type === 'board.changed'
        ? { card, from: { assigneeIds: [member.id] }, to: { assigneeIds: [] } }
        : { card, from: { assigneeId: member.id }, to: { assigneeId: null } },
    );
    expect([type, (await member.get(path)).body]).toMatchObject([type, { assignees: [], lease: null }]);
  }
  // Those who were assigned by people stay, and a delivered card keeps the names of those who worked on it.
  await member.delete(`${path}/archive`);
  await move('Ready');
  await secondMember.patchCard(board, card, { assigneeIds: [member.id] });
  await claimed(member, board, { card });
  await move('Ready');
  expect((await member.get(path)).body).toMatchObject({ assignees: [{ id: member.id }], lease: null });
  await secondMember.patchCard(board, card, { assigneeIds: [] });
  await claimed(member, board, { card });
  await plain('column_id = $1', board.id('Done'));
  expect((await member.get(path)).body).toMatchObject({ assignees: [{ id: member.id }], lease: null });
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
