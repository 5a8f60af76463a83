import { applyChanges, type Board, type BoardChanges, type Wait } from '@weir/contract';
import { boardIdsOf } from '../races/crowd.js';
import { decline, defer, toRequester } from '../support/answers.js';
import { theApi } from '../support/api.js';
import type { BoardUnderTest } from '../support/board.js';
import { addWait, aTarget, boards, marksOf, newsOf, settle, wait, waitsOf } from './waiting.js';

const api = theApi();
const { manager, member, requester } = api.people;

/** A card that waits on the first request of another board. */
async function aWait(): Promise<[BoardUnderTest, BoardUnderTest, Wait]> {
  const [one, other] = await boards();
  await other.ask();
  const added = await wait(one, 1, other, 1);
  await settle();
  return [one, other, added];
}

test.each([
  ['declined', decline, 'declined'],
  ['deferred', defer('2027-06-01'), 'deferred'],
])('watchers of the card are notified when the request is %s, with the answer', async (_, answer, state) => {
  const [one, other] = await boards();
  const { number, ref } = await other.ask();
  await wait(one, 1, other, number);
  await manager.answer(other, number, answer);
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([
    { state, answer: { reason: answer.reason, message: answer.message } },
  ]);
  const news = await newsOf(one, 1);
  expect(news).toHaveLength(1);
  expect(news[0]).toMatch(new RegExp(`^${ref} was ${state}`));
  expect(await marksOf(one, 1)).toEqual([]);
});

test('watchers of the card are notified when the work is put back or taken off, or its request is withdrawn', async () => {
  const [one, other] = await boards();
  const card = await other.accepted('Doing');
  await wait(one, 1, other, 1);
  await member.putBack(other, card, toRequester);
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ state: 'putBack', endedAt: null }]);
  await member.archive(other, card, { toRequester });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([
    { state: 'takenOff', answer: { message: toRequester.message } },
  ]);
  const { number } = await other.ask();
  await wait(one, 1, other, number);
  await requester.withdraw(other, number);
  await settle();
  const news = await newsOf(one, 1);
  expect(news.map((text) => text.replace(/^\S+ (.*?)\..*/s, '$1')).toSorted()).toEqual([
    'was put back to the queue of its board',
    'was taken off its board undelivered',
    'was withdrawn',
  ]);
});

test('a wait follows its request to another board, as a duplicate, and when it is asked again', async () => {
  const [one, other] = await boards();
  const third = await aTarget();
  const { number } = await other.ask();
  await wait(one, 1, other, number);
  await manager.answer(other, number, { kind: 'redirect', board: third.key, message: 'They do that now.' });
  await settle();
  expect(await marksOf(one, 1)).toEqual([`${third.key}-R1`]);
  const original = await third.ask('The original');
  await manager.answer(third, 1, { kind: 'duplicate', of: original.number });
  await settle();
  expect(await marksOf(one, 1)).toEqual([`${third.key}-R2`]);
  await manager.answer(third, 2, decline);
  await settle();
  expect(await marksOf(one, 1)).toEqual([]);
  await requester.submit(third, { title: 'Once more', follows: 2 });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ state: 'waiting', on: { ref: `${third.key}-R3` } }]);
});

test('waits that are added while the request is answered get its answer or are refused', async () => {
  const [one, other] = await boards(4);
  const { number } = await other.ask();
  const cards = [1, 2, 3, 4];
  const [added] = await Promise.all([
    Promise.all(cards.map((card) => addWait(one, card, { board: other.key, request: number }))),
    manager.answer(other, number, decline),
    settle(),
  ]);
  await settle();
  for (const [at, { status }] of added.entries()) {
    const state = status === 201 ? [{ state: 'declined' }] : [];
    expect([201, 409]).toContain(status);
    expect(await waitsOf(one, cards[at] as number)).toMatchObject(state);
  }
});

test('an answer on a third board is not missed if its transaction is open when a wait moves to that board', async () => {
  const [[one, other], third] = [await aWait(), await aTarget()];
  await manager.answer(other, 1, { kind: 'redirect', board: third.key, message: 'They do that now.' });
  const { workspaceId, boardId } = await boardIdsOf(api, third);
  const open = await api.pool.connect();
  try {
    await open.query('BEGIN');
    await open.query(
      `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, at)
       SELECT workspace_id, board_id, id, 'decline', 'notAligned', 'We stopped this kind of work in May.', now()
         FROM requests WHERE workspace_id = $1 AND board_id = $2 AND number = 1`,
      [workspaceId, boardId],
    );
    const settling = settle();
    while ((await waitsOf(one, 1))[0]?.on.board !== third.key);
    await open.query('COMMIT');
    await settling;
  } finally {
    await open.query('ROLLBACK');
    open.release();
  }
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([
    { on: { board: third.key }, state: 'declined', endedAt: expect.any(String) },
  ]);
});

test('the job corrects a wait that plain SQL points elsewhere or gives a wrong state', async () => {
  const [one, other, { id }] = await aWait();
  await other.ask('Another');
  await manager.answer(other, 2, decline);
  const point = `
    UPDATE request_waits w SET on_request_id = r.id
      FROM requests r
     WHERE r.workspace_id = w.workspace_id AND r.board_id = w.on_board_id AND r.number = 2 AND w.id = $1`;
  await api.pool.query(point, [id]);
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ on: { ref: `${other.key}-R2` }, state: 'declined' }]);
  await api.pool.query(`UPDATE request_waits SET state = 'begun', ended_at = NULL WHERE id = $1`, [id]);
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ state: 'declined' }]);
  const own = await one.accepted('Ready');
  const { rows } = await api.pool.query(
    `INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id)
     SELECT c.workspace_id, c.board_id, gen_random_uuid(), c.id, w.on_board_id, w.on_request_id
       FROM request_waits w JOIN cards c ON c.board_id = w.board_id AND c.number = $2 WHERE w.id = $1 RETURNING id`,
    [id, own],
  );
  const onItself = `
    UPDATE request_waits w SET on_board_id = c.board_id, on_request_id = c.request_id
      FROM cards c WHERE c.board_id = w.board_id AND c.id = w.card_id AND w.id = $1`;
  await expect(api.pool.query(onItself, [rows[0]?.id])).rejects.toThrow();
});

test('a wait on a request that was accepted in part moves to the remaining part once the accepted part is delivered', async () => {
  const [one, other] = await aWait();
  const { reason, message, until } = defer('2027-06-01');
  const { body } = await manager.answer(other, 1, {
    kind: 'acceptPart',
    title: 'The first half',
    rest: { title: 'The second half', reason, message, until },
  });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ on: { number: 1 }, state: 'queued' }]);
  await member.moveCard(other, body.card!.number, { column: 'Done' });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([
    { on: { number: 2 }, state: 'deferred', answer: { message } },
  ]);
  await requester.submit(other, { title: 'The second half, please', follows: 2 });
  await settle();
  expect(await waitsOf(one, 1)).toMatchObject([{ on: { number: 3 }, state: 'waiting', endedAt: null }]);
});

test('a change of waits by plain SQL is an event of the board, and a kept board gets the mark', async () => {
  const [one, other] = await boards();
  await other.ask();
  const { workspaceId, boardId } = await boardIdsOf(api, one);
  const kept = await one.read();
  await api.pool.query(
    `INSERT INTO request_waits (workspace_id, board_id, id, card_id, on_board_id, on_request_id)
     SELECT c.workspace_id, c.board_id, gen_random_uuid(), c.id, r.board_id, r.id
       FROM cards c JOIN boards b ON b.key = $3 JOIN requests r ON r.board_id = b.id
      WHERE c.workspace_id = $1 AND c.board_id = $2`,
    [workspaceId, boardId, other.key],
  );
  const [event] = await one.events(kept.seq);
  const to = { board: other.key, number: 1, state: 'waiting' };
  expect(event).toMatchObject({
    type: 'board.changed',
    changes: [{ table: 'request_waits' }, { card: 1, to }],
  });
  const changes = (await member.get<BoardChanges>(`${one.path}/changes?after=${kept.seq}`)).body;
  expect((applyChanges(kept, changes) as Board).cards[0]?.waitsOn).toEqual([`${other.key}-R1`]);
  // Deleting a card deletes its waits.
  await api.pool.query('DELETE FROM cards WHERE board_id = $1', [boardId]);
  const { rows } = await api.pool.query('SELECT count(*)::int FROM request_waits WHERE board_id = $1', [
    boardId,
  ]);
  expect(rows).toEqual([{ count: 0 }]);
});
