import { expect, test } from '@jest/globals';
import type { AcceptedWork, NoticeList } from '@weir/contract';
import { toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';
import { column, waysToGo } from './ways-to-go.js';

// Accepted work never leaves silently: the person who takes it back says why, and its requester reads it.

const api = theApi();
const { manager, member, requester, viewer, stranger } = api.people;

const aTeam = () =>
  aBoard()
    .column('Doing')
    .column('Review')
    .column('Done', { kind: 'done' })
    .column('Shipped', { kind: 'done' })
    .intake({ depth: 20, openPerRequester: 20 })
    .make();

const noCapacity = 'The team has no capacity for it now.';
/** What became of a request, as its requester reads it. */
const workOf = async (board: BoardUnderTest, request: number) =>
  (await requester.readRequest(board, request)).body.work;

test.each(waysToGo(api))(
  'refuses %s without a reason, naming all accepted cards, and changes nothing',
  async (_, effect, prepare) => {
    const board = await aTeam();
    const { cards, send } = await prepare(board);
    const before = await board.read();
    const refused = await send();
    expect(refusalOf(refused)).toEqual({ status: 409, code: 'accepted-work' });
    expect(refused.body).toMatchObject({
      cards: cards.map((number) => ({
        number,
        ref: `${board.key}-${number}`,
        title: 'A sandbox',
        request: {
          number: expect.any(Number),
          ref: expect.stringMatching(`^${board.key}-R\\d+$`),
          requester: 'Rana Roy',
        },
        effect,
      })),
      detail: expect.stringContaining('Give a reason'),
    });
    expect(await board.read()).toEqual(before);

    expect([200, 204]).toContain((await send({ toRequester })).status);
    expect((await board.read()).seq).toBe(before.seq + 1);
    for (const { request } of (refused.body as { cards: AcceptedWork[] }).cards)
      expect(await workOf(board, request.number)).toMatchObject({
        state: effect,
        reason: noCapacity,
        message: toRequester.message,
      });
  },
);

test('lets accepted work go on, about and out when delivered without a reason', async () => {
  const board = await aTeam();
  const [own] = await board.cards('Doing', 1);
  const [waits, begun, done] = [
    await board.accepted('Ready'),
    await board.accepted('Doing'),
    await board.accepted('Done'),
  ];
  const why = { toRequester };
  for (const { status } of [
    await member.moveCard(board, own, { column: 'Ready' }),
    await member.moveCard(board, waits, { column: 'Ready', before: own, ...why }),
    await member.moveCard(board, begun, { column: 'Review' }),
    await member.moveCard(board, begun, { column: 'Doing', ...why }),
    await member.moveCard(board, done, { column: 'Doing' }),
    await member.moveCard(board, done, { column: 'Done', ...why }),
    await member.archive(board, done, why),
    await member.archive(board, own),
    await member.restore(board, done),
  ])
    expect(status).toBe(200);
  for (const [request, state] of [
    [1, 'queued'],
    [2, 'begun'],
    [3, 'delivered'],
  ] as const)
    expect(await workOf(board, request)).toMatchObject({ state, reason: null, message: null });
});

test.each<[string, unknown, path: string]>([
  ['a reason that is no code', { reason: 'because' }, 'toRequester.reason'],
  ['no reason', { message: 'The audit takes everyone.' }, 'toRequester.reason'],
  ['only the reason other', { reason: 'other' }, 'toRequester.message'],
  ['blanks for the reason other', { reason: 'other', message: '            ' }, 'toRequester.message'],
  ['too little for the reason other', { reason: 'other', message: 'Sorry' }, 'toRequester.message'],
  ['an endless message', { reason: 'noCapacity', message: 'x'.repeat(100_000) }, 'toRequester.message'],
  ['an unknown field', { ...toRequester, until: '2027-01-01' }, 'toRequester.until'],
])('refuses %s to a requester, wherever accepted work can go', async (_, why, path) => {
  const board = await aTeam();
  const card = await board.accepted('Doing');
  const body = { toRequester: why };
  const cardsTo = `?cardsTo=${board.id('Ready')}`;
  for (const refused of [
    await member.moveCard(board, card, { column: 'Ready', ...body }),
    await member.moveCards(board, [{ card, column: 'Ready' }], body),
    await member.archive(board, card, body),
    await member.send<never>('DELETE', `${board.path}/cards/${card}/archive`, body),
    await manager.send<never>('DELETE', `${column(board, 'Doing')}${cardsTo}`, body),
    await manager.patch<never>(board.path, { archived: true, ...body }),
  ]) {
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  }
});

test('putting back takes the same codes, and a text of the team as before', async () => {
  const board = await aTeam();
  const card = await board.accepted('Doing');
  const back = (body: object) => member.putBack(board, card, body);
  for (const [body, path] of [
    [{ reason: 'Later' }, 'reason'],
    [{ reason: 'other' }, 'message'],
    [{ reason: 'other', message: 'Sorry' }, 'message'],
  ] as const)
    expect(await back(body)).toMatchObject({
      status: 422,
      body: { errors: [{ path, code: 'writeToRequester' }] },
    });
  expect((await back({ reason: 'tooLarge' })).status).toBe(200);
  expect(await workOf(board, 1)).toMatchObject({
    state: 'putBack',
    reason: 'It is too large to take on as it is.',
    message: null,
  });
  await member.moveCard(board, card, { column: 'Doing' });
  const why = { reason: 'The vendor is closed', message: 'We start again in May.' };
  expect((await back(why)).status).toBe(200);
  expect(await workOf(board, 1)).toMatchObject({ state: 'putBack', ...why });
});

test('a trade gives the requester of the displaced card its own reason', async () => {
  const board = await aTeam();
  const displaces = await board.accepted('Doing');
  const { number } = await board.ask('More urgent');
  expect((await manager.answer(board, number, { kind: 'trade', displaces, ...toRequester })).status).toBe(
    200,
  );
  expect(await workOf(board, 1)).toMatchObject({
    state: 'putBack',
    reason: noCapacity,
    message: toRequester.message,
  });
});

test('a reason given with a card that is restored into a queue column is what its requester reads', async () => {
  const board = await aTeam();
  const card = await board.accepted('Doing');
  await member.archive(board, card, { toRequester });
  const path = `${board.path}/cards/${card}/archive?columnId=${board.id('Ready')}`;
  const back = { reason: 'needsInformation', message: 'We wait for the key.' };
  expect((await member.send('DELETE', path, { toRequester: back })).status).toBe(200);
  expect(await workOf(board, 1)).toMatchObject({ state: 'putBack', message: back.message });
});

test('its requester is notified of the archiving a minute later, unless it was undone by then', async () => {
  const [stays, undone] = [await aTeam(), await aTeam()];
  for (const board of [stays, undone]) {
    const card = await board.accepted('Doing');
    await member.archive(board, card, { toRequester });
    if (board === undone) await member.restore(board, card);
  }
  api.clock.pass({ minutes: 2 });
  await api.service('SweepService').sweep();
  const { body } = await requester.get<NoticeList>('/v1/workspaces/demo/notices');
  const noticesOf = ({ key }: BoardUnderTest) =>
    body.items.filter(({ board, kind }) => board.key === key && kind !== 'answered');
  expect(noticesOf(stays)).toMatchObject([
    { kind: 'takenOff', text: expect.stringContaining(toRequester.message) },
  ]);
  expect(noticesOf(undone)).toEqual([]);
  expect(await workOf(undone, 1)).toMatchObject({ state: 'begun', reason: null });
});

test('the refusal of callers without the right does not say whose work it is', async () => {
  const board = await aTeam();
  const card = await board.accepted('Doing');
  const [ready, doing] = [board.id('Ready'), board.id('Doing')];
  const calls = [
    ['PUT', `/cards/${card}/position`, { columnId: ready }],
    ['POST', '/moves', { moves: [{ card, columnId: ready }] }],
    ['PUT', `/cards/${card}/archive`, undefined],
    ['DELETE', `/cards/${card}/archive`, undefined],
    ['DELETE', `/columns/${doing}?cardsTo=${ready}`, undefined],
    ['PATCH', '', { archived: true }],
  ] as const;
  for (const [method, path, body] of calls) {
    for (const [caller, status] of [
      [requester, 403],
      [viewer, 403],
      [stranger, 404],
      [api.nobody, 401],
    ] as const)
      expect((await caller.send(method, board.path + path, body)).status).toBe(status);
  }
});

test('the reason is an optional part of each call in the OpenAPI document', async () => {
  const { body } = await api.nobody.get<{
    paths: Record<string, Record<string, { requestBody?: { required?: boolean } }>>;
  }>('/v1/openapi.json');
  const base = '/v1/workspaces/{workspace}/boards/{board}';
  for (const [path, method] of [
    ['/cards/{number}/archive', 'put'],
    ['/cards/{number}/archive', 'delete'],
    ['/columns/{column}', 'delete'],
  ] as const)
    expect(body.paths[base + path]?.[method]?.requestBody).toMatchObject({ required: false });
});
