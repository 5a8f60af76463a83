import { afterEach, describe, expect, test } from '@jest/globals';
import { Event, type EventList } from '@weir/contract';
import { createWords } from '@weir/words/catalogue';
import { EventStream } from '../../src/events/event-stream.js';
import { anApi, theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { EventListener } from '../support/event-listener.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi({ WEIR_MAX_STREAMS: '1000' });
const { member, requester, viewer } = api.people;
const listeners: EventListener[] = [];
afterEach(() => {
  for (const listener of listeners.splice(0)) listener.cut();
});

const listen = async (board: Pick<BoardUnderTest, 'path'>, query = '', who = member, headers = {}) => {
  const listener = await EventListener.open(who, board, query, headers);
  listeners.push(listener);
  return listener;
};
const addCards = (board: BoardUnderTest, count: number) => board.cards('Ready', count);
const seqOf = async (board: BoardUnderTest) => (await board.read()).seq;
/** Measures several times in a row. The fastest counts, because the machine may be busy. */
const measure = async (turns: number, act: (turn: number) => Promise<number>) => {
  const took: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) took.push(await act(turn));
  return took;
};
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

describe('events as pages', () => {
  test('list every change as one event, in gapless order', async () => {
    const board = await aBoard().make();
    await addCards(board, 205);
    const seq = await seqOf(board);
    const first = (await viewer.get<EventList>(`${board.path}/events?after=0`)).body;
    expect(first.items).toHaveLength(200);
    const second = (await viewer.get<EventList>(`${board.path}/events?cursor=${first.nextCursor}`)).body;
    expect(second.nextCursor).toBe(null);
    const all = [...first.items, ...second.items];
    expect(all.map((event) => event.seq)).toEqual(upTo(seq));
    expect(Event.parse(all.at(-1))).toMatchObject({
      type: 'card.created',
      actor: { id: member.id, name: 'Bao Brandt' },
      changes: [{ card: 205 }],
    });
    expect((await viewer.get<EventList>(`${board.path}/events?after=${seq}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test('are refused to a requester', async () => {
    const board = await aBoard().make();
    expect((await requester.get(`${board.path}/events`)).status).toBe(403);
    expect(refusalOf(await viewer.get(`${board.path}/events?after=-1`))).toMatchObject({ status: 422 });
  });
});

describe('the event stream', () => {
  test('sends a change within a second', async () => {
    const board = await aBoard().make();
    const listener = await listen(board, '', viewer);
    expect(listener.answer.headers.get('content-type')).toMatch('text/event-stream');
    expect(listener.answer.headers.get('cache-control')).toMatch('no-transform');
    const took = await measure(3, async (turn) => {
      await requester.submit(board, { title: 'Hear me' });
      return listener.until(({ received }) => received.length === turn);
    });
    expect(Math.min(...took)).toBeLessThan(1000);
    const [{ id, event, data }] = listener.received as [(typeof listener.received)[0]];
    expect(Event.parse(data)).toMatchObject({ type: 'request.submitted', changes: [{ request: 1 }] });
    expect([id, event]).toEqual([String(data.seq), 'request.submitted']);
  });

  test('is not sent to a caller whose Accept refuses it', async () => {
    const board = await aBoard().make();
    const accept = 'application/json, text/event-stream; q=0.0';
    for (const path of [`${board.path}/events`, '/v1/workspaces/demo/events'])
      expect(await viewer.get(path, { accept })).toMatchObject({
        status: 200,
        body: { items: expect.any(Array) },
      });
  });

  test('sends changes made by plain SQL', async () => {
    const board = await aBoard().make();
    await addCards(board, 1);
    const listener = await listen(board);
    const took = await measure(3, async (turn) => {
      await api.pool.query(
        `UPDATE cards SET title = 'By hand' WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
        [board.key],
      );
      return listener.until(({ received }) => received.length === turn);
    });
    expect(Math.min(...took)).toBeLessThan(1000);
    expect(Event.parse(listener.received[0]?.data)).toMatchObject({ type: 'board.changed', actor: null });
  });

  test('resumes after a cut without gaps or repeats', async () => {
    const board = await aBoard().make();
    const writing = addCards(board, 60);
    const seqs: number[] = [];
    let last = '0';
    for (const wanted of [10, 25, 40]) {
      const listener = await listen(board, '?after=0', member, last === '0' ? {} : { 'last-event-id': last });
      await listener.until((received) => seqs.length + received.seqs.length >= wanted);
      listener.cut();
      seqs.push(...listener.seqs);
      last = listener.received.at(-1)?.id ?? last;
    }
    await writing;
    const seq = await seqOf(board);
    const listener = await listen(board, '', member, { 'last-event-id': last });
    await listener.until((received) => received.seqs.at(-1) === seq);
    seqs.push(...listener.seqs);
    expect(seqs).toEqual(upTo(seq));
  });

  test('does not repeat events to one listener when another catches up', async () => {
    const board = await aBoard().make();
    await addCards(board, 5);
    const seq = await seqOf(board);
    const upToDate = await listen(board);
    const behind = await listen(board, '?after=0');
    await behind.until(({ seqs }) => seqs.at(-1) === seq);
    await addCards(board, 1);
    await Promise.all(
      [upToDate, behind].map((listener) => listener.until(({ seqs }) => seqs.at(-1) === seq + 1)),
    );
    expect(upToDate.seqs).toEqual([seq + 1]);
    expect(behind.seqs).toEqual(upTo(seq + 1));
  });

  test('starts with resync from a seq that is too old or not reached yet', async () => {
    const board = await aBoard().make();
    const seq = await seqOf(board);
    const ahead = await listen(board, '?after=999');
    await ahead.until(({ received }) => received.length === 1);
    expect(ahead.received).toEqual([{ id: String(seq), event: 'resync', data: { seq } }]);

    await api.pool.query(
      `WITH b AS (UPDATE board_clock SET seq = seq + 5001 FROM boards b
                   WHERE b.key = $1 AND b.id = board_clock.board_id RETURNING board_clock.*)
       INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
       SELECT workspace_id, board_id, s, 'board.changed', now(), '[]' FROM b, generate_series(seq - 5000, seq) s`,
      [board.key],
    );
    const behind = await listen(board, `?after=${seq}`);
    await behind.until(({ received }) => received.length === 1);
    expect(behind.received).toEqual([{ id: String(seq + 5001), event: 'resync', data: { seq: seq + 5001 } }]);
    await addCards(board, 1);
    await behind.until(({ seqs }) => seqs.at(-1) === seq + 5002);
    expect(behind.received).toHaveLength(2);
    await ahead.until(({ seqs }) => seqs.at(-1) === seq + 5002);
    expect(ahead.seqs).toEqual([seq, ...upTo(5002).map((n) => seq + n)]);
  });

  test('is refused like any other call', async () => {
    const board = await aBoard().make();
    expect((await listen(board, '', requester)).answer.status).toBe(403);
    expect((await listen({ path: board.path.replace('demo', 'nowhere') })).answer.status).toBe(404);
    expect((await listen(board, '', member, { authorization: 'Bearer nothing' })).answer.status).toBe(401);
    expect((await listen(board, '', member, { 'last-event-id': 'x' })).answer.status).toBe(422);
  });

  test('is limited to a hundred per person; one more gets Retry-After', async () => {
    const board = await aBoard().make();
    const open = await Promise.all(Array.from({ length: 100 }, () => listen(board)));
    expect(open.every(({ answer }) => answer.status === 200)).toBe(true);
    const refused = await listen(board);
    expect([refused.answer.status, refused.answer.headers.get('retry-after')]).toEqual([429, '5']);
    expect((await listen(board, '', viewer)).answer.status).toBe(200);
    for (const listener of open) listener.cut();
    // The server notices the cuts a little later.
    while ((await listen(board)).answer.status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

describe('an open stream ends', () => {
  test('when its session is signed out', async () => {
    const board = await aBoard().make();
    const listener = await listen(board, '', viewer);
    expect(listener.answer.status).toBe(200);
    await api.pool.query('UPDATE sessions SET ended_at = now() WHERE id = $1', [viewer.sessionId]);
    await listener.until(({ ended }) => ended);
    await api.pool.query('UPDATE sessions SET ended_at = NULL WHERE id = $1', [viewer.sessionId]);
    await addCards(board, 1);
    expect(listener.received).toEqual([]);
  });

  test('before it sends anything that happened after the sign-out', async () => {
    const board = await aBoard().make();
    const listener = await listen(board, '', viewer);
    await addCards(board, 1);
    await listener.until(({ received }) => received.length === 1);
    await api.pool.query('UPDATE sessions SET ended_at = now() WHERE id = $1', [viewer.sessionId]);
    await addCards(board, 1);
    await listener.until(({ ended }) => ended);
    await api.pool.query('UPDATE sessions SET ended_at = NULL WHERE id = $1', [viewer.sessionId]);
    expect(listener.received).toHaveLength(1);
  });

  test('when its listener loses the role to read, and others stay open', async () => {
    const board = await aBoard().make();
    const [loser, other] = [await listen(board, '', viewer), await listen(board)];
    const become = (role: string) =>
      api.pool.query('UPDATE memberships SET role = $2 WHERE user_id = $1', [viewer.id, role]);
    expect(loser.answer.status).toBe(200);
    await become('requester');
    await loser.until(({ ended }) => ended);
    expect(other.ended).toBe(false);
    await become('viewer');
  });

  test('when the API stops', async () => {
    const other = await anApi();
    const board = await aBoard(other).make();
    const listener = await EventListener.open(other.people.member, board);
    await other.close();
    await listener.until(({ ended }) => ended);
  });
});

const aStream = () =>
  new EventStream(
    { workspaceId: '', boardId: '' },
    { workspaceId: '', userId: '', sessionId: '', role: 'viewer' },
    0,
    { words: createWords('en'), readsDocuments: false, isNamed: true },
  );
const anEvent = { type: 'board.changed', at: '2031-01-01T00:00:00.000Z', actor: null } as const;

test('cuts off a client that does not read', async () => {
  const stream = aStream();
  for (let seq = 1; seq <= 40 && !stream.destroyed; seq += 1) {
    stream.sendEvent({ seq, ...anEvent, changes: [{ table: 'x'.repeat(50_000) }] });
  }
  expect(stream.destroyed).toBe(true);
  expect(stream.lastSeq).toBeLessThan(30);
});

test('an event too long for the buffer of a stream is sent as a resync, and the stream goes on', async () => {
  const stream = aStream();
  stream.sendEvent({ seq: 1, ...anEvent, changes: [{ table: 'x'.repeat(1_100_000) }] });
  stream.sendEvent({ seq: 2, ...anEvent, changes: [{ table: 'cards' }] });
  expect([stream.destroyed, stream.lastSeq]).toEqual([false, 2]);
  expect(String(stream.read())).toMatch(
    /^retry: 1000\n\nid: 1\nevent: resync\ndata: {"seq":1}\n\nid: 2\nevent: board/,
  );
});
