import { beforeEach, expect, test } from '@jest/globals';
import type { Claim } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { claim, claimed, holding, under } from './claimed.js';

const api = theApi();
const { manager, member, secondMember, viewer } = api.people;

beforeEach(() => api.clock.stop());

test('a claim takes the next card in the order in which classes are pulled, and assigns its holder', async () => {
  const board = await aBoard().make();
  const [standard, urgent] = await board.cards('Ready', 2);
  await member.patchCard(board, urgent, { classOfService: 'expedite' });
  await board.cards('Ready', 1, { assigneeIds: [manager.id], classOfService: 'expedite' });
  const { seq } = await board.read();
  const first = await claimed(member, board, { seconds: 60 });
  const until = new Date(api.clock.now().getTime() + 60_000).toISOString();
  const since = api.clock.now().toISOString();
  const by = { id: member.id, name: member.name };
  expect(first).toMatchObject({
    ...{ number: urgent, token: 1, until },
    card: { columnId: board.id('Doing'), assignees: [by], lease: { by, since, until } },
  });
  expect((await board.read()).cards.find(({ number }) => number === urgent)).toEqual(first.card);
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'card.claimed',
      changes: [
        {
          card: urgent,
          from: { columnId: board.id('Ready'), lease: null, assigneeIds: [] },
          to: {
            columnId: board.id('Doing'),
            lease: { by: member.id, since, until },
            assigneeIds: [member.id],
          },
        },
      ],
    },
  ]);
  expect((await claimed(secondMember, board)).number).toBe(standard);
  // The third is another person's.
  expect(await claim(secondMember, board)).toMatchObject({
    status: 409,
    body: { code: 'nothing-to-claim', waiting: 1, blocked: 0, assigned: 1 },
  });
  expect((await claim(viewer, board)).status).toBe(403);
});

test('a claim takes what its filter names, and neither blocked cards nor those that others wait for', async () => {
  const board = await aBoard()
    .column('Ideas', { kind: 'queue' })
    .column('Ready', { kind: 'queue' })
    .column('Build', { split: true })
    .column('Check')
    .make();
  const [idea] = await board.cards('Ideas', 1);
  const [blocked, linked, plain, other] = await board.cards('Ready', 4);
  await member.put(`${board.path}/cards/${blocked}/block`, { reason: 'Waits for a key' });
  await member.post(`${board.path}/cards/${linked}/links`, {
    kind: 'blockedBy',
    card: idea,
  });
  const label = await board.label('Bot');
  await member.patchCard(board, other, { labelIds: [label] });
  const [built, building] = await board.cards('Build', 2);
  await member.moveCard(board, built, { column: 'Build', half: 'done' });

  expect(await claimed(member, board, { labelId: label })).toMatchObject({ number: other });
  // What is nearest to done comes first: only the done half is pulled.
  expect(await claimed(member, board)).toMatchObject({
    number: built,
    card: { columnId: board.id('Check') },
  });
  expect(await claimed(member, board)).toMatchObject({
    number: plain,
    card: { columnId: board.id('Build'), half: 'doing' },
  });
  const nothing = { status: 409, body: { code: 'nothing-to-claim' } };
  expect(await claim(member, board)).toMatchObject(nothing);
  expect(await claim(member, board, { card: building })).toMatchObject(nothing);
  const fromIdeas = await claimed(member, board, { columnId: board.id('Ideas') });
  expect(fromIdeas).toMatchObject({ number: idea, card: { columnId: board.id('Build') } });
  expect(await claim(member, board, { columnId: label })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'columnId', code: 'absent' }] },
  });
});

test('a claim obeys every limit, tries the next card that differs, and says which limit refused it', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  const lane = await board.lane('Inside');
  await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 1 });
  await board.cards('Doing', 1, { swimlaneId: lane });
  await board.cards('Ready', 1, { swimlaneId: lane });
  const [next] = await board.cards('Ready', 2);
  await board.limit({ scope: 'person', userId: secondMember.id, across: 'board', max: 0 });
  const refused = (await claim(secondMember, board)).body;
  expect(refused).toMatchObject({ code: 'wip-limit-reached', limits: [{ scope: 'swimlane' }] });
  expect(await claimed(member, board)).toMatchObject({ number: next });
  expect((await claim(member, board)).body).toMatchObject({
    code: 'wip-limit-reached',
    limits: [{ of: 'Doing', max: 2, load: 2 }, { scope: 'swimlane' }],
    options: expect.arrayContaining([expect.objectContaining({ kind: 'finish' })]),
  });
  const { cards } = await board.read();
  expect(cards.filter(({ columnId }) => columnId === board.id('Doing'))).toHaveLength(2);
});

test('its holder renews, completes, fails and gives back a card with its token alone', async () => {
  const board = await aBoard().column('Doing').column('Build', { split: true }).make();
  const [first, second, third, fourth] = await board.cards('Ready', 4);
  const { token } = await claimed(member, board, { seconds: 60 });
  const mine = holding(member, board, first, token);
  const renewed = await mine.renew({ seconds: 600 });
  const until = new Date(api.clock.now().getTime() + 600_000).toISOString();
  expect(renewed).toMatchObject({
    status: 200,
    body: { card: { lease: { until } }, lease: { token, until } },
  });
  const without = await member.put(`${board.path}/claims/${first}/completion`);
  expect(without).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'Weir-Lease', code: 'required' }] },
  });
  expect(await mine.complete()).toMatchObject({
    status: 200,
    body: { columnId: board.id('Build'), half: 'doing', lease: null, assignees: [] },
  });
  expect(await mine.complete()).toMatchObject({
    status: 409,
    body: { code: 'lease-lost', card: first, why: 'completed', lease: null },
  });
  // In a split column the work is done when it can be pulled on.
  await member.moveCard(board, first, { column: 'Ready', after: fourth });

  const failing = await claimed(member, board, { card: second });
  const fail = holding(member, board, second, failing.token).fail;
  expect(await fail({ reason: 'No access to the server' })).toMatchObject({
    body: {
      columnId: board.id('Doing'),
      lease: null,
      assignees: [],
      blocked: { reason: 'No access to the server' },
    },
  });
  const again = await claimed(member, board);
  expect(again.number).toBe(third);
  await holding(member, board, third, again.token).fail({ reason: 'Not for me', outcome: 'return' });
  expect(await board.order('Ready')).toEqual([third, fourth, first]);
  const released = await claimed(member, board);
  expect(released).toMatchObject({ number: third, token: 2 });
  expect(await holding(member, board, third, 1).renew()).toMatchObject({
    body: { code: 'lease-lost', why: 'claimedAgain', lease: { by: { id: member.id } } },
  });
  expect(await holding(secondMember, board, third, 2).release()).toMatchObject({
    status: 409,
    body: { code: 'lease-lost', why: 'notYours', lease: { by: { id: member.id } } },
  });
  expect(await holding(member, board, third, 2).release()).toMatchObject({
    body: { columnId: board.id('Ready') },
  });
  const types = (await board.events()).map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining(['card.leaseRenewed', 'card.completed', 'card.failed', 'card.released']),
  );
});

test('a claim and a renewal need no body: without one the defaults apply', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Ready', 1);
  const { status, body } = await member.post<Claim>(`${board.path}/claims`);
  expect([status, body.card.number]).toEqual([201, card]);
  api.clock.pass({ minutes: 2 });
  const renewed = await member.put<Claim>(`${board.path}/claims/${card}`, undefined, under(body.lease.token));
  const until = new Date(api.clock.now().getTime() + 300_000).toISOString();
  expect([renewed.status, renewed.body.lease.until]).toEqual([200, until]);
  api.clock.pass({ minutes: 6 });
  const late = await member.put(`${board.path}/claims/${card}`, undefined, under(body.lease.token));
  expect(late).toMatchObject({ status: 409, body: { code: 'lease-lost', why: 'expired' } });
});

test('completing marks a card as ready to pull where its column is split, and delivers it from the last one', async () => {
  const board = await aBoard().column('Build', { split: true }).column('Check', { limit: 1 }).make();
  const [card] = await board.cards('Ready', 1);
  const build = await claimed(member, board);
  expect(await holding(member, board, card, build.token).complete()).toMatchObject({
    body: { columnId: board.id('Build'), half: 'done', assignees: [] },
  });
  const check = await claimed(secondMember, board);
  expect(check).toMatchObject({ number: card, token: 2, card: { columnId: board.id('Check') } });
  expect(await holding(secondMember, board, card, 2).complete()).toMatchObject({
    body: {
      columnId: board.id('Done'),
      deliveredAt: expect.any(String),
      assignees: [{ id: secondMember.id }],
    },
  });
});

test('a full next column refuses completion, and the lease goes on', async () => {
  const board = await aBoard().column('Doing').column('Check', { limit: 1 }).make();
  const [inTheWay] = await board.cards('Check', 1);
  const [card] = await board.cards('Ready', 1);
  const { token } = await claimed(member, board);
  const { complete } = holding(member, board, card, token);
  expect(await complete()).toMatchObject({
    status: 409,
    body: {
      code: 'wip-limit-reached',
      limits: [{ of: 'Check' }],
      options: [{ kind: 'finish', card: { number: inTheWay } }, { kind: 'swap' }, { kind: 'putBack' }],
    },
  });
  await member.moveCard(board, inTheWay, { column: 'Done' });
  expect(await complete()).toMatchObject({ status: 200, body: { columnId: board.id('Check') } });
});
