import { expect, test } from '@jest/globals';
import { type AnsweredList, type Board, changesOf, type EventList, problemSchemas } from '@weir/contract';
import { decline, defer, theWorld } from '../../support/intake-world.js';

const world = theWorld();
const several = <Body = AnsweredList>(board: string, answers: object[], headers?: Record<string, string>) =>
  world.manager.post<Body>(`${board}/answers`, { answers }, headers);
const three = async (intake: object = {}) => {
  const board = await world.board({ ready: 2, intake: { openPerRequester: 10, ...intake } });
  for (const title of ['One', 'Two', 'Three']) await world.ask(board, title);
  return board;
};
const waiting = async (board: string) => (await world.member.get<Board>(board)).body.intake.waiting;

test('several requests are answered as one event, each with its own words', async () => {
  const board = await three();
  const until = world.day(14);
  const done = await several(board, [
    { request: 1, answer: decline },
    { request: 2, answer: { ...defer(until), message: 'Yours, Two, can be asked again then.' } },
    { request: 3, answer: { kind: 'accept' } },
  ]);
  expect(done.status).toBe(200);
  expect(done.body.items.map(({ answer }) => answer?.kind)).toEqual(['decline', 'defer', 'accept']);
  expect(done.body.items[1]).toMatchObject({ ticket: { from: until }, answer: { message: /Two/ } });
  const events = (await world.member.get<EventList>(`${board}/events?after=0`)).body.items;
  expect(events.at(-1)).toMatchObject({ type: 'requests.answered', actor: { id: world.manager.id } });
  expect(changesOf(events.at(-1)!).map(({ request, card }) => request ?? `card ${card}`)).toEqual([
    1,
    2,
    3,
    'card 1',
  ]);
});

test('all or none: one that is answered already keeps the others waiting, and is named', async () => {
  const board = await three();
  await world.manager.put(`${board}/requests/2/answer`, decline);
  const refused = await several(
    board,
    [1, 2, 3].map((request) => ({ request, answer: decline })),
  );
  expect(refused.status).toBe(409);
  expect(problemSchemas['already-answered'].parse(refused.body)).toMatchObject({ request: 2 });
  expect(await waiting(board)).toBe(2);
});

test('what has no room for all is accepted for none, with the limit explained', async () => {
  const board = await three();
  const refused = await several(
    board,
    [1, 2, 3].map((request) => ({ request, answer: { kind: 'accept' } })),
  );
  expect(refused.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(refused.body).limits).toMatchObject([
    { of: 'Ready', max: 2 },
  ]);
  expect(await waiting(board)).toBe(3);
});

test('a fault of one is told by its path', async () => {
  const board = await three();
  const refused = await several(board, [
    { request: 1, answer: decline },
    { request: 2, answer: defer('2020-01-01') },
  ]);
  expect(refused.status).toBe(422);
  expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([
    { path: 'answers.1.answer.until' },
  ]);
  expect(await waiting(board)).toBe(3);
});

test('none, one twice, and a request that is not there are refused', async () => {
  const board = await three();
  expect((await several(board, [])).status).toBe(422);
  const twice = [1, 1].map((request) => ({ request, answer: decline }));
  expect((await several(board, twice)).status).toBe(422);
  expect((await several(board, [{ request: 77, answer: decline }])).status).toBe(404);
});

test('sent again with its key it takes effect once', async () => {
  const board = await three();
  const answers = [{ request: 1, answer: decline }];
  const [one, two] = [
    await several(board, answers, { 'idempotency-key': 'several' }),
    await several(board, answers, { 'idempotency-key': 'several' }),
  ];
  expect([one.status, two.status]).toEqual([200, 200]);
  expect(two.body).toEqual(one.body);
});

test('passes no limit, and says so rather than to leave out the override', async () => {
  const board = await three();
  const override = { reason: 'The regulator insists.', limits: [{ id: world.manager.id, max: 2, load: 2 }] };
  const refused = await several(board, [{ request: 1, answer: { kind: 'accept', override } }]);
  expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([
    { path: 'answers.0.answer.override' },
  ]);
  expect(await waiting(board)).toBe(3);
});
