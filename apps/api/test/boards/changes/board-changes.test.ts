import { expect, test } from '@jest/globals';
import type { Board, BoardChanges, Comment } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';

const api = theApi();
const { member, manager, requester, viewer } = api.people;

const changesOf = (board: BoardUnderTest, { seq }: Pick<Board, 'seq'>, more = '') =>
  member.get<BoardChanges>(`${board.path}/changes?after=${seq}${more}`);

async function boardWithCards() {
  const board = await aBoard().column('Doing', { limit: 3 }).make();
  const [a, b, c] = await board.cards('Ready', 3);
  return { board, a: a!, b: b!, c: c!, before: await board.read() };
}

test('gives the documents of changed cards alone, with the figures of the board now', async () => {
  const { board, b, before } = await boardWithCards();
  await member.patch(`${board.path}/cards/${b}`, { title: 'Another title' });
  await requester.submit(board);
  const { status, body } = await changesOf(board, before);
  const { cards, nextCursor: _, ...head } = await board.read();
  expect(status).toBe(200);
  expect(body).toEqual({ ...head, cards: [cards[1]], gone: [], placed: [] });
  expect(body).toMatchObject({ seq: before.seq + 2, intake: { waiting: 1 } });
});

test('gives the place of each card that was placed, and the numbers of those that are gone', async () => {
  const { board, a, b, c, before } = await boardWithCards();
  await member.moveCard(board, c, { column: 'Ready', before: a });
  await member.moveCard(board, b, { column: 'Doing' });
  await member.archive(board, a);
  const { body } = await changesOf(board, before);
  expect(body.cards.map(({ number }) => number).sort()).toEqual([b, c]);
  expect(body.gone).toEqual([a]);
  expect(new Set(body.placed)).toEqual(
    new Set([
      { card: c, columnId: board.id('Ready'), before: null },
      { card: b, columnId: board.id('Doing'), before: null },
    ]),
  );
});

test('a checklist, a label and a comment are changes of their card, without a place', async () => {
  const { board, a, before } = await boardWithCards();
  const label = await member.post<{ id: string }>(`${board.path}/labels`, { name: 'Web', colour: 'blue' });
  await member.patch(`${board.path}/cards/${a}`, { labelIds: [label.body.id] });
  await member.post(`${board.path}/cards/${a}/checklist`, { items: [{ text: 'First' }] });
  const comments = `${board.path}/cards/${a}/comments`;
  const { id } = (await member.post<Comment>(comments, { text: 'Done soon' })).body;
  const { status, body } = await changesOf(board, before);
  expect(status).toBe(200);
  expect(body).toMatchObject({ cards: [{ number: a, labelIds: [label.body.id] }], gone: [], placed: [] });
  expect(body.cards[0]).toMatchObject({ checklist: { done: 0, total: 1 }, commentCount: 1 });

  await member.delete(`${comments}/${id}`);
  const after = await changesOf(board, body);
  expect(after.body).toMatchObject({ cards: [{ number: a, commentCount: 0 }], placed: [] });
  expect((await board.read()).cards[0]).toEqual(after.body.cards[0]);
});

test('making and revoking a public link changes only the seq of the board', async () => {
  const { board, before } = await boardWithCards();
  await manager.put(`${board.path}/public-link`, {});
  await manager.delete(`${board.path}/public-link`);
  const { status, body } = await changesOf(board, before);
  const { cards: _, nextCursor: __, ...head } = before;
  expect(status).toBe(200);
  expect(body).toEqual({ ...head, seq: before.seq + 2, cards: [], gone: [], placed: [] });
});

test('a description of 100,000 characters adds nothing to the answer', async () => {
  const { board, a, before } = await boardWithCards();
  const size = async () => JSON.stringify((await changesOf(board, before)).body).length;
  await member.patch(`${board.path}/cards/${a}`, { title: 'Title' });
  const short = await size();
  await member.patch(`${board.path}/cards/${a}`, { description: 'x'.repeat(10_000) });
  expect((await size()) - short).toBeLessThan(10);
});

test('has the ETag of the board, and answers 304 for it', async () => {
  const { board, a, before } = await boardWithCards();
  await member.patch(`${board.path}/cards/${a}`, { title: 'Another title' });
  const whole = (await member.get(board.path)).headers.get('etag')!;
  const changes = await changesOf(board, before);
  expect(changes.headers.get('etag')).toBe(whole);
  const path = `${board.path}/changes?after=${before.seq}`;
  expect((await member.get(path, { 'if-none-match': whole })).status).toBe(304);
});

test('an event of a stream carries what changes answer, and nothing where the board must be read', async () => {
  const { board, a, b, before } = await boardWithCards();
  const streams = [
    await EventListener.open(viewer, board, `?documents=true&after=${before.seq}`),
    await EventListener.open(member, board, '?documents=true', { 'last-event-id': `${before.seq}` }),
  ];
  const plain = await EventListener.open(member, board, `?after=${before.seq}`);
  const allHave = async (seq: number) => {
    for (const stream of [...streams, plain]) await stream.until(({ seqs }) => seqs.includes(seq));
  };
  await member.moveCard(board, a, { column: 'Doing' });
  const { body: changes } = await changesOf(board, before);
  await allHave(before.seq + 1);
  await member.archive(board, b);
  await allHave(before.seq + 2);
  await manager.patch(`${board.path}/columns/${board.id('Doing')}`, { split: true });
  await allHave(before.seq + 3);
  for (const { received } of streams)
    expect(received.map(({ data }) => data.documents)).toEqual([
      { after: before.seq, changes },
      expect.objectContaining({ after: before.seq + 1, changes: expect.objectContaining({ gone: [b] }) }),
      undefined,
    ]);
  expect(plain.received.some(({ data }) => 'documents' in data)).toBe(false);
  for (const stream of [...streams, plain]) stream.cut();
});

const resync = { status: 410, body: { code: 'resync' } };

test.each<[string, (on: { board: BoardUnderTest; before: Board }) => Promise<unknown>]>([
  [
    'a column was changed',
    ({ board }) => manager.patch(`${board.path}/columns/${board.id('Doing')}`, { split: true }),
  ],
  ['a swimlane was added', ({ board }) => board.lane('Web')],
  [
    'plain SQL wrote more than one event can describe',
    ({ board }) =>
      api.pool.query(
        `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
         SELECT b.workspace_id, b.id, gen_random_uuid(), 100 + n, 'Card ' || n, $2, n, now(), b.created_by, now()
           FROM boards b, generate_series(1, 501) n WHERE b.key = $1`,
        [board.key, board.id('Ready')],
      ),
  ],
  [
    'more than 500 events have happened',
    ({ board }) =>
      api.pool.query(
        `WITH k AS (UPDATE board_clock k SET seq = k.seq + 501 FROM boards b WHERE b.id = k.board_id AND b.key = '${board.key}' RETURNING k.*)
         INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
         SELECT k.workspace_id, k.board_id, k.seq - 501 + n, 'gate.changed', now(), '[]' FROM k, generate_series(1, 501) n`,
      ),
  ],
])('is refused with 410 when %s, so that the whole board is read', async (_, change) => {
  const { board, before } = await boardWithCards();
  await change({ board, before });
  expect(await changesOf(board, before)).toMatchObject(resync);
});

test('is refused with 410 for a seq that the board has not reached, another day, and other names', async () => {
  const { board, before } = await boardWithCards();
  const { seq, today, namesVersion } = before;
  expect(await changesOf(board, { seq: seq + 1 })).toMatchObject({ ...resync, body: { seq } });
  const same = `&today=${today}&namesVersion=${namesVersion}`;
  expect((await changesOf(board, before, same)).status).toBe(200);
  expect(await changesOf(board, before, `&today=2020-01-01`)).toMatchObject(resync);
  await member.patch('/v1/me', { name: 'Mia Moon' });
  expect(await changesOf(board, before, same)).toMatchObject(resync);
  api.clock.pass({ days: 1 });
  expect(await changesOf(board, before, same)).toMatchObject(resync);
});

test('refuses a missing or invalid seq, and callers who may not read the board', async () => {
  const { board } = await boardWithCards();
  for (const query of ['', '?after=-1', '?after=x', '?after=1&colour=red', '?after=1&today=yesterday'])
    expect((await member.get(`${board.path}/changes${query}`)).status).toBe(422);
  expect((await requester.get(`${board.path}/changes?after=0`)).status).toBe(403);
  expect((await api.nobody.get(`${board.path}/changes?after=0`)).status).toBe(401);
});
