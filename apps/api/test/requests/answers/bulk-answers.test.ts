import { expect, test } from '@jest/globals';
import { type AnsweredList, problemSchemas } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager } = api.people;
const answerAll = <Body = AnsweredList>(
  board: BoardUnderTest,
  answers: object[],
  headers?: Record<string, string>,
) => manager.post<Body>(`${board.path}/answers`, { answers }, headers);
const aBoardWithThree = async (intake: object = {}) => {
  const board = await aBoard()
    .column('Ready', { kind: 'queue', limit: 2 })
    .intake({ openPerRequester: 10, ...intake })
    .make();
  for (const title of ['One', 'Two', 'Three']) await board.ask(title);
  return board;
};
const waiting = async (board: BoardUnderTest) => (await board.read()).intake.waiting;

test('answers several requests as one event, each with its own message', async () => {
  const board = await aBoardWithThree();
  const until = api.day(14);
  const done = await answerAll(board, [
    { request: 1, answer: decline },
    { request: 2, answer: { ...defer(until), message: 'Yours, Two, can be asked again then.' } },
    { request: 3, answer: { kind: 'accept' } },
  ]);
  expect(done.status).toBe(200);
  expect(done.body.items.map(({ answer }) => answer?.kind)).toEqual(['decline', 'defer', 'accept']);
  expect(done.body.items[1]).toMatchObject({ ticket: { from: until }, answer: { message: /Two/ } });
  const events = await board.events();
  expect(events.at(-1)).toMatchObject({ type: 'requests.answered', actor: { id: manager.id } });
  expect(events.at(-1)?.changes.map(({ request, card }) => request ?? `card ${card}`)).toEqual([
    1,
    2,
    3,
    'card 1',
  ]);
});

test('answers none if one is already answered, and names it', async () => {
  const board = await aBoardWithThree();
  await manager.answer(board, 2, decline);
  const refused = await answerAll(
    board,
    [1, 2, 3].map((request) => ({ request, answer: decline })),
  );
  expect(refused.status).toBe(409);
  expect(problemSchemas['already-answered'].parse(refused.body)).toMatchObject({ request: 2 });
  expect(await waiting(board)).toBe(2);
});

test('accepts none if there is no room for all, and names the limit', async () => {
  const board = await aBoardWithThree();
  const refused = await answerAll(
    board,
    [1, 2, 3].map((request) => ({ request, answer: { kind: 'accept' } })),
  );
  expect(refused.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(refused.body).limits).toMatchObject([
    { of: 'Ready', max: 2 },
  ]);
  expect(await waiting(board)).toBe(3);
});

test('names the path of an invalid answer', async () => {
  const board = await aBoardWithThree();
  const refused = await answerAll(board, [
    { request: 1, answer: decline },
    { request: 2, answer: defer('2020-01-01') },
  ]);
  expect(refused.status).toBe(422);
  expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([
    { path: 'answers.1.answer.until' },
  ]);
  expect(await waiting(board)).toBe(3);
});

test('refuses an empty list, a request named twice and a missing request', async () => {
  const board = await aBoardWithThree();
  expect((await answerAll(board, [])).status).toBe(422);
  const twice = [1, 1].map((request) => ({ request, answer: decline }));
  expect((await answerAll(board, twice)).status).toBe(422);
  expect((await answerAll(board, [{ request: 77, answer: decline }])).status).toBe(404);
});

test('takes effect once when the answers are sent again with their key', async () => {
  const board = await aBoardWithThree();
  const answers = [{ request: 1, answer: decline }];
  const [one, two] = [
    await answerAll(board, answers, { 'idempotency-key': 'several' }),
    await answerAll(board, answers, { 'idempotency-key': 'several' }),
  ];
  expect([one.status, two.status]).toEqual([200, 200]);
  expect(two.body).toEqual(one.body);
});

test('refuses an override', async () => {
  const board = await aBoardWithThree();
  const override = { reason: 'The regulator insists.', limits: [{ id: manager.id, max: 2, load: 2 }] };
  const refused = await answerAll(board, [{ request: 1, answer: { kind: 'accept', override } }]);
  expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([
    { path: 'answers.0.answer.override' },
  ]);
  expect(await waiting(board)).toBe(3);
});
