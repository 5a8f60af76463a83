import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type Board, Event, type EventList } from '@weir/contract';
import { EventStream } from '../../src/events/event-stream.js';
import { EventReader } from '../support/event-reader.js';
import { type Actor, aWorld, told, type World } from '../support/intake-world.js';

let world: World;
const readers: EventReader[] = [];
beforeAll(async () => {
  world = await aWorld({ WEIR_MAX_STREAMS: '105' });
});
afterEach(() => {
  for (const reader of readers.splice(0)) reader.cut();
});
afterAll(() => world.close());

const listen = async (board: string, query = '', who: Actor = world.member, headers = {}) => {
  const reader = await EventReader.open(world.api.origin, `${board}/events${query}`, who, headers);
  readers.push(reader);
  return reader;
};
const addCards = async (board: string, count: number) => {
  for (let n = 0; n < count; n += 1) await world.member.post(`${board}/cards`, { title: `Card ${n}` });
};
const seqOf = async (board: string) => (await world.member.get<Board>(board)).body.seq;
/** Several times, one after the other: of what is promised to be quick the quickest is looked at. */
const inTurn = async (turns: number, act: (turn: number) => Promise<number>) => {
  const took: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) took.push(await act(turn));
  return took;
};
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

describe('as pages', () => {
  test('every change is one event, in an order without a gap', async () => {
    const board = await world.board();
    await addCards(board, 205);
    const seq = await seqOf(board);
    const first = (await world.viewer.get<EventList>(`${board}/events?after=0`)).body;
    expect(first.items).toHaveLength(200);
    const second = (await world.viewer.get<EventList>(`${board}/events?cursor=${first.nextCursor}`)).body;
    expect(second.nextCursor).toBe(null);
    const all = [...first.items, ...second.items];
    expect(all.map((event) => event.seq)).toEqual(upTo(seq));
    expect(Event.parse(all.at(-1))).toMatchObject({
      type: 'card.created',
      actor: { id: world.member.id, name: 'Bao Brandt' },
      changes: [{ card: 205 }],
    });
    expect((await world.viewer.get<EventList>(`${board}/events?after=${seq}`)).body).toEqual({
      items: [],
      nextCursor: null,
    });
  });

  test('are for those who read the board', async () => {
    const board = await world.board();
    expect((await world.requester.get(`${board}/events`)).status).toBe(403);
    expect(told(await world.viewer.get(`${board}/events?after=-1`))).toMatchObject({ status: 422 });
  });
});

describe('as a stream', () => {
  test('a change is heard in under a second, with what it changed', async () => {
    const board = await world.board();
    const reader = await listen(board, '', world.viewer);
    expect(reader.answer.headers.get('content-type')).toMatch('text/event-stream');
    expect(reader.answer.headers.get('cache-control')).toMatch('no-transform');
    const took = await inTurn(3, async (turn) => {
      await world.requester.post(`${board}/requests`, { title: 'Hear me' });
      return reader.until(({ heard }) => heard.length === turn);
    });
    expect(Math.min(...took)).toBeLessThan(1000);
    const [{ id, event, data }] = reader.heard as [(typeof reader.heard)[0]];
    expect(Event.parse(data)).toMatchObject({ type: 'request.submitted', changes: [{ request: 1 }] });
    expect([id, event]).toEqual([String(data.seq), 'request.submitted']);
  });

  test('a change by another instance, or by SQL from outside, is heard as well', async () => {
    const board = await world.board();
    await addCards(board, 1);
    const reader = await listen(board);
    const took = await inTurn(3, async (turn) => {
      await world.sql.query(
        `UPDATE cards SET title = 'By hand' WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
        [board.split('/').at(-1)],
      );
      return reader.until(({ heard }) => heard.length === turn);
    });
    expect(Math.min(...took)).toBeLessThan(1000);
    expect(Event.parse(reader.heard[0]?.data)).toMatchObject({ type: 'board.changed', actor: null });
  });

  test('is resumed after a cut without a gap and without hearing anything twice', async () => {
    const board = await world.board();
    const writing = addCards(board, 60);
    const seqs: number[] = [];
    let last = '0';
    for (const wanted of [10, 25, 40]) {
      const reader = await listen(
        board,
        '?after=0',
        world.member,
        last === '0' ? {} : { 'last-event-id': last },
      );
      await reader.until((heard) => seqs.length + heard.seqs.length >= wanted);
      reader.cut();
      seqs.push(...reader.seqs);
      last = reader.heard.at(-1)?.id ?? last;
    }
    await writing;
    const seq = await seqOf(board);
    const reader = await listen(board, '', world.member, { 'last-event-id': last });
    await reader.until((heard) => heard.seqs.at(-1) === seq);
    seqs.push(...reader.seqs);
    expect(seqs).toEqual(upTo(seq));
  });

  test('of one that is behind does not make another hear twice', async () => {
    const board = await world.board();
    await addCards(board, 5);
    const seq = await seqOf(board);
    const upToDate = await listen(board);
    const behind = await listen(board, '?after=0');
    await behind.until(({ seqs }) => seqs.at(-1) === seq);
    await addCards(board, 1);
    await Promise.all(
      [upToDate, behind].map((reader) => reader.until(({ seqs }) => seqs.at(-1) === seq + 1)),
    );
    expect(upToDate.seqs).toEqual([seq + 1]);
    expect(behind.seqs).toEqual(upTo(seq + 1));
  });

  test('from a seq that the board has not reached, or has left far behind, begins with resync', async () => {
    const board = await world.board();
    const seq = await seqOf(board);
    const ahead = await listen(board, '?after=999');
    await ahead.until(({ heard }) => heard.length === 1);
    expect(ahead.heard).toEqual([{ id: String(seq), event: 'resync', data: { seq } }]);

    await world.sql.query(
      `WITH b AS (UPDATE board_clock SET seq = seq + 5001 FROM boards b
                   WHERE b.key = $1 AND b.id = board_clock.board_id RETURNING board_clock.*)
       INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
       SELECT workspace_id, board_id, s, 'board.changed', now(), '[]' FROM b, generate_series(seq - 5000, seq) s`,
      [board.split('/').at(-1)],
    );
    const behind = await listen(board, `?after=${seq}`);
    await behind.until(({ heard }) => heard.length === 1);
    expect(behind.heard).toEqual([{ id: String(seq + 5001), event: 'resync', data: { seq: seq + 5001 } }]);
    await addCards(board, 1);
    await behind.until(({ seqs }) => seqs.at(-1) === seq + 5002);
    expect(behind.heard).toHaveLength(2);
    await ahead.until(({ seqs }) => seqs.at(-1) === seq + 5002);
    expect(ahead.seqs).toEqual([seq, ...upTo(5002).map((n) => seq + n)]);
  });

  test('is refused as any call is before it begins', async () => {
    const board = await world.board();
    expect((await listen(board, '', world.requester)).answer.status).toBe(403);
    expect((await listen(board.replace('demo', 'nowhere'))).answer.status).toBe(404);
    expect((await listen(board, '', world.member, { authorization: 'Bearer nothing' })).answer.status).toBe(
      401,
    );
    expect((await listen(board, '', world.member, { 'last-event-id': 'x' })).answer.status).toBe(422);
  });

  test('is one of a hundred that a person may have open; the next is told to come back', async () => {
    const board = await world.board();
    const open = await Promise.all(Array.from({ length: 100 }, () => listen(board)));
    expect(open.every(({ answer }) => answer.status === 200)).toBe(true);
    const refused = await listen(board);
    expect([refused.answer.status, refused.answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await listen(board, '', world.viewer)).answer.status).toBe(200);
    for (const reader of open) reader.cut();
    // The server hears of it when it does.
    while ((await listen(board)).answer.status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
});

describe('an open stream ends', () => {
  test('when its session is signed out', async () => {
    const board = await world.board();
    const reader = await listen(board, '', world.viewer);
    expect(reader.answer.status).toBe(200);
    await world.sql.query('UPDATE sessions SET ended_at = now() WHERE id = $1', [world.viewer.sessionId]);
    await reader.until(({ ended }) => ended);
    await world.sql.query('UPDATE sessions SET ended_at = NULL WHERE id = $1', [world.viewer.sessionId]);
    await addCards(board, 1);
    expect(reader.heard).toEqual([]);
  });

  test('before it tells of anything that happened after its session was signed out', async () => {
    const board = await world.board();
    const reader = await listen(board, '', world.viewer);
    await addCards(board, 1);
    await reader.until(({ heard }) => heard.length === 1);
    await world.sql.query('UPDATE sessions SET ended_at = now() WHERE id = $1', [world.viewer.sessionId]);
    await addCards(board, 1);
    await reader.until(({ ended }) => ended);
    await world.sql.query('UPDATE sessions SET ended_at = NULL WHERE id = $1', [world.viewer.sessionId]);
    expect(reader.heard).toHaveLength(1);
  });

  test('when its listener loses the role that reads, and no other does', async () => {
    const board = await world.board();
    const [loser, other] = [await listen(board, '', world.viewer), await listen(board)];
    const become = (role: string) =>
      world.sql.query('UPDATE memberships SET role = $2 WHERE user_id = $1', [world.viewer.id, role]);
    expect(loser.answer.status).toBe(200);
    await become('requester');
    await loser.until(({ ended }) => ended);
    expect(other.ended).toBe(false);
    await become('viewer');
  });

  test('when the API stops, which waits for no stream', async () => {
    const other = await aWorld();
    const board = await other.board();
    const reader = await EventReader.open(other.api.origin, `${board}/events`, other.member);
    await other.close();
    await reader.until(({ ended }) => ended);
  });
});

test('a client that does not read is cut off, not kept for', async () => {
  const stream = new EventStream(
    { workspaceId: '', boardId: '' },
    { workspaceId: '', userId: '', sessionId: '' },
    0,
  );
  const event = { type: 'board.changed', at: '2031-01-01T00:00:00.000Z', actor: null } as const;
  for (let seq = 1; seq <= 40 && !stream.destroyed; seq += 1) {
    stream.tell({ seq, ...event, changes: [{ table: 'x'.repeat(50_000) }] });
  }
  expect(stream.destroyed).toBe(true);
  expect(stream.said).toBeLessThan(30);
});
