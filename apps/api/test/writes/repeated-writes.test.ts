import { expect, test } from '@jest/globals';
import type { Card } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member, requester } = api.people;

const seqsOf = (...answers: { headers: Headers }[]) =>
  answers.map(({ headers }) => Number(headers.get('board-seq')));

test('checks If-Match against the card and names the current version', async () => {
  const board = await aBoard().column('Doing').make();
  const made = await member.createCard(board, {});
  expect(made.headers.get('etag')).toMatch(/^"1-/);
  const path = `${board.path}/cards/1`;
  const edited = await member.patch<Card>(path, { title: 'Second' }, { 'if-match': '"1"' });
  expect([edited.status, edited.headers.get('etag')]).toEqual([200, expect.stringMatching(/^"2-/)]);
  const { seq } = await board.read();
  const stale = { 'if-match': '"1"' };
  for (const answer of [
    await member.patch(path, { title: 'Third' }, stale),
    await member.moveCard(board, 1, { column: 'Doing' }, stale),
    await member.moveCard(board, 1, { column: 'Doing' }, { 'if-match': 'nonsense' }),
    await member.put(`${path}/archive`, undefined, stale),
    await member.put(`${path}/block`, { reason: 'Stuck' }, stale),
    await member.put(`${path}/back`, { reason: 'Later' }, stale),
    await member.patch(path, { title: 'Third' }, { 'if-match': 'W/"2"' }),
    await member.patch(path, { title: 'Third' }, { 'if-match': 'nonsense' }),
  ]) {
    expect(answer).toMatchObject({ status: 412, body: { code: 'precondition-failed', version: '"2"' } });
  }
  expect((await board.read()).seq).toBe(seq);
  expect((await member.moveCard(board, 1, { column: 'Doing' }, { 'if-match': '"2"' })).status).toBe(200);
});

test('replays the first answer for a key and refuses the key with another body', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const key = { 'idempotency-key': 'once' };
  const columnId = board.id('Doing');
  const made = await member.createCard(board, { columnId }, key);
  const { seq } = await board.read();
  const again = await member.createCard(board, { columnId }, key);
  expect(again).toMatchObject({ status: 201, body: made.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('etag')).toMatch(/^"1-/);
  await manager.createCard(board, { title: 'In between' });
  const third = await member.createCard(board, { columnId }, key);
  expect(seqsOf(made, again, third)).toEqual([seq, seq, seq]);
  expect(await member.createCard(board, { columnId, title: 'Another' }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  // A key belongs to one caller and one route.
  const by = await manager.createCard(board, { title: 'A card' }, key);
  expect([by.status, by.headers.get('idempotent-replayed')]).toEqual([201, null]);

  const moved = await member.moveCard(board, made.body.number, { column: 'Done' }, key);
  await member.moveCard(board, made.body.number, { column: 'Ready' });
  const replayed = await member.moveCard(board, made.body.number, { column: 'Done' }, key);
  expect(replayed.body).toEqual(moved.body);
  expect(seqsOf(by, moved, replayed)).toEqual([seq + 2, seq + 3, seq + 3]);
  expect(await board.order('Done')).toEqual([]);
  expect((await board.read()).seq).toBe(seq + 4);
});

test('a write that changes nothing answers with the seq as it was; requesters and refusals get none', async () => {
  const board = await aBoard().column('Doing').make();
  await member.createCard(board, {});
  const { seq } = await board.read();
  const nothing = [
    await member.moveCard(board, 1, { column: 'Ready' }),
    await member.patch(`${board.path}/cards/1`, { title: 'A card' }),
  ];
  expect(seqsOf(...nothing)).toEqual([seq, seq]);
  const commented = await member.post(`${board.path}/cards/1/comments`, { text: 'Soon' });
  const { status, headers } = await requester.submit(board);
  expect([...seqsOf(commented), status, headers.get('board-seq')]).toEqual([seq + 1, 201, null]);
  const refused = await member.moveCard(board, 9, { column: 'Ready' });
  expect([refused.status, refused.headers.get('board-seq')]).toEqual([404, null]);
});

test('decides a key again after a refusal', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const [number] = await board.cards('Doing', 1);
  const key = { 'idempotency-key': 'try' };
  const columnId = board.id('Doing');
  expect((await member.createCard(board, { columnId }, key)).status).toBe(409);
  await member.moveCard(board, number!, { column: 'Done' });
  expect((await member.createCard(board, { columnId }, key)).status).toBe(201);
});

test('forgets a key of a card after a day', async () => {
  const board = await aBoard().make();
  const key = { 'idempotency-key': 'daily' };
  const first = await member.createCard(board, {}, key);
  api.clock.pass({ hours: 23 });
  expect((await member.createCard(board, {}, key)).body.number).toBe(first.body.number);
  api.clock.pass({ hours: 2 });
  expect((await member.createCard(board, {}, key)).body.number).toBe(first.body.number + 1);
});

test('replays a success that changed nothing', async () => {
  const board = await aBoard().column('Doing').make();
  const { number } = (await member.createCard(board, { title: 'One' })).body;
  const place = (column: string, headers?: Record<string, string>) =>
    member.moveCard(board, number, { column }, headers);
  const once = { 'idempotency-key': 'stay' };
  const { seq } = await board.read();
  expect((await place('Ready', once)).status).toBe(200);
  expect((await board.read()).seq).toBe(seq);
  await place('Doing');
  expect((await place('Ready', once)).headers.get('idempotent-replayed')).toBe('true');
  expect((await board.read()).cards[0]?.columnId).toBe(board.id('Doing'));
});

test('replays moves of several cards that changed nothing', async () => {
  const board = await aBoard().column('Doing').make();
  await board.cards('Ready', 1);
  const moves = [{ card: 1, column: 'Ready' }];
  const once = { 'idempotency-key': 'stay-all' };
  const { seq } = await board.read();
  const first = await member.moveCards(board, moves, {}, once);
  expect([first.status, ...seqsOf(first), (await board.read()).seq]).toEqual([200, seq, seq]);
  await member.moveCard(board, 1, { column: 'Doing' });
  const again = await member.moveCards(board, moves, {}, once);
  expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([
    200,
    'true',
    first.body,
  ]);
  expect(await board.order('Doing')).toEqual([1]);
});
