import { expect, test } from '@jest/globals';
import type { Card } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { handsOf, type Told } from '../support/hands.js';

const api = theApi();
const member = () => api.as('member');
const { cardsIn, create, move, orderIn } = handsOf(member);

test('If-Match lets a write through on the version that stands, and names it where it is another', async () => {
  const board = await aBoard(api).column('Doing').make();
  const made = await create(board, {});
  expect(made.headers.get('etag')).toBe('"1"');
  const path = `${board.path}/cards/1`;
  const edited = await member().patch<Card>(path, { title: 'Second' }, { 'if-match': '"1"' });
  expect([edited.status, edited.headers.get('etag')]).toEqual([200, '"2"']);
  const { seq } = await board.read();
  const stale = { 'if-match': '"1"' };
  for (const answer of [
    await member().patch(path, { title: 'Third' }, stale),
    await move(board, 1, { columnId: board.id('Doing') }, stale),
    await move(board, 1, { columnId: board.id('Doing') }, { 'if-match': 'nonsense' }),
    await member().put(`${path}/archive`, undefined, stale),
    await member().put(`${path}/block`, { reason: 'Stuck' }, stale),
    await member().put(`${path}/back`, { reason: 'Later' }, stale),
    await member().patch(path, { title: 'Third' }, { 'if-match': 'W/"2"' }),
    await member().patch(path, { title: 'Third' }, { 'if-match': 'nonsense' }),
  ]) {
    expect(answer).toMatchObject({ status: 412, body: { code: 'precondition-failed', version: '"2"' } });
  }
  expect((await board.read()).seq).toBe(seq);
  expect((await member().get(path, { 'if-none-match': '"2"' })).status).toBe(304);
  expect((await move(board, 1, { columnId: board.id('Doing') }, { 'if-match': '"2"' })).status).toBe(200);
});

test('a retried key replays the first answer; the same key with another body is refused', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const key = { 'idempotency-key': 'once' };
  const columnId = board.id('Doing');
  const made = await create(board, { columnId }, key);
  const { seq } = await board.read();
  const again = await create(board, { columnId }, key);
  expect(again).toMatchObject({ status: 201, body: made.body });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('etag')).toBe('"1"');
  expect(await create(board, { columnId, title: 'Another' }, key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  // Another caller’s key is another key, and so is the same one on another route.
  const by = await api.as('manager').post<Told>(`${board.path}/cards`, { title: 'A card' }, key);
  expect([by.status, by.headers.get('idempotent-replayed')]).toEqual([201, null]);

  const moved = await move(board, made.body.number, { columnId: board.id('Done') }, key);
  await move(board, made.body.number, { columnId: board.id('Ready') });
  const replayed = await move(board, made.body.number, { columnId: board.id('Done') }, key);
  expect(replayed.body).toEqual(moved.body);
  expect(await orderIn(board, 'Done')).toEqual([]);
  expect((await board.read()).seq).toBe(seq + 3);
});

test('a refusal under a key changed nothing, so the key is decided afresh', async () => {
  const board = await aBoard(api).column('Doing', { limit: 1 }).make();
  const [number] = await cardsIn(board, 'Doing', 1);
  const key = { 'idempotency-key': 'try' };
  const columnId = board.id('Doing');
  expect((await create(board, { columnId }, key)).status).toBe(409);
  await move(board, number!, { columnId: board.id('Done') });
  expect((await create(board, { columnId }, key)).status).toBe(201);
});

test('a key is forgotten after a day', async () => {
  const board = await aBoard(api).make();
  const key = { 'idempotency-key': 'daily' };
  const first = await create(board, {}, key);
  api.clock.pass({ hours: 23 });
  expect((await create(board, {}, key)).body.number).toBe(first.body.number);
  api.clock.pass({ hours: 2 });
  expect((await create(board, {}, key)).body.number).toBe(first.body.number + 1);
});
