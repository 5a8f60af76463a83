import { expect, test } from '@jest/globals';
import type { AcceptedWork, Board, Card, NoticeList, RequestHistory } from '@weir/contract';
import { decline, toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

// When plain SQL takes a card away from its request, the requester gets a notice and a ticket, and keeps the history.
// A requester who has left the workspace gets no notice, and no document claims that they did.

const api = theApi();
const { owner, manager, member, requester, secondRequester } = api.people;

const sql = (board: BoardUnderTest, statement: string, ...values: unknown[]) =>
  api.pool.query(`WITH b AS (SELECT id FROM boards WHERE key = $1) ${statement}`, [board.key, ...values]);
const historyOf = async (board: BoardUnderTest, request: number, by = manager) =>
  (await by.get<RequestHistory>(`${board.path}/requests/${request}/history`)).body.items;
const linesOf = async (board: BoardUnderTest, request: number) =>
  (await historyOf(board, request)).map(({ what }) => what);
const deferralsOf = async (board: BoardUnderTest) =>
  (
    await manager.get<{ weeks: { tickets: { number: number; until: string }[] }[] }>(
      `${board.path}/intake/deferrals`,
    )
  ).body.weeks.flatMap(({ tickets }) => tickets);

async function sweep(): Promise<void> {
  api.clock.pass({ minutes: 2 });
  await api.service('SweepService').sweep();
}

async function noticesOn(board: BoardUnderTest, who = requester) {
  const { items } = (await who.get<NoticeList>('/v1/workspaces/demo/notices?size=100')).body;
  return items.filter((notice) => notice.board.key === board.key).toReversed();
}

const losses: [string, string][] = [
  ['deleted', 'DELETE FROM cards c USING b WHERE c.board_id = b.id AND c.number = $2'],
  [
    'cut off from its request',
    'UPDATE cards c SET request_id = NULL FROM b WHERE c.board_id = b.id AND c.number = $2',
  ],
];

test.each(losses)(
  'a card that is %s leaves its requester a reason, a notice and a ticket',
  async (_, statement) => {
    const board = await aBoard().make();
    const card = await board.accepted('Doing');
    await sweep();
    const before = await linesOf(board, 1);
    expect(before).toContain(`It became card ${board.key}-${card}.`);
    await sql(board, statement, card);
    await sweep();

    const { body } = await requester.readRequest(board, 1);
    expect(body).toMatchObject({
      card: null,
      work: { state: 'takenOff' },
      ticket: { from: api.day(), used: false },
    });
    const notice = (await noticesOn(board)).at(-1);
    expect(notice).toMatchObject({ kind: 'takenOff' });
    expect(notice?.text).toContain(body.work?.reason as string);
    expect(notice?.text).toContain('You can ask again from ');
    expect((await linesOf(board, 1)).slice(0, before.length)).toEqual(before);
    expect((await linesOf(board, 1)).at(-1)).toContain('left the board before it was delivered');
    expect(await deferralsOf(board)).toMatchObject([{ number: 1, until: api.day() }]);
    expect((await requester.askAgain(board, 1)).body).toMatchObject({ number: 2, follows: { number: 1 } });
  },
);

test('deleting a delivered card changes nothing for its requester', async () => {
  const board = await aBoard().make();
  const card = await board.accepted('Done');
  const before = await linesOf(board, 1);
  await sql(board, losses[0]![1], card);
  await sweep();
  expect((await requester.readRequest(board, 1)).body).toMatchObject({
    work: { state: 'delivered' },
    ticket: null,
  });
  expect(await linesOf(board, 1)).toEqual(before);
});

test('a card that moves to another request is lost to its first, and each history names the cards that it had', async () => {
  const board = await aBoard().intake({ depth: 9, openPerRequester: 9 }).make();
  const [one, two] = [await board.accepted('Doing'), await board.accepted('Ready')];
  await sql(board, 'DELETE FROM cards c USING b WHERE c.board_id = b.id AND c.number = $2', two);
  await sql(
    board,
    `UPDATE cards c SET request_id = r.id FROM b, requests r
      WHERE c.board_id = b.id AND c.number = $2 AND r.board_id = b.id AND r.number = 2`,
    one,
  );
  const states = [];
  for (const number of [1, 2]) states.push((await requester.readRequest(board, number)).body.work?.state);
  expect(states).toEqual(['takenOff', 'begun']);
  const became = async (request: number) =>
    (await linesOf(board, request)).filter((line) => line.startsWith('It became'));
  expect(await became(1)).toEqual([`It became card ${board.key}-${one}.`]);
  expect(await became(2)).toEqual([
    `It became card ${board.key}-${two}.`,
    `It became card ${board.key}-${one}.`,
  ]);
});

test('neither plain SQL nor the API restores a card whose requester asked again, until that request is declined', async () => {
  const board = await aBoard().make();
  const card = await board.accepted('Doing');
  await member.archive(board, card, { toRequester });
  const again = (await requester.askAgain(board, 1)).body;
  const before = [await board.read(), await linesOf(board, 1)];
  const restored = () =>
    sql(
      board,
      'UPDATE cards c SET archived_at = NULL FROM b WHERE c.board_id = b.id AND c.number = $2',
      card,
    );
  const refused = await restored().catch(({ code, message, detail }) => ({ code, message, detail }));
  expect(refused).toMatchObject({ code: 'WIP00', message: 'asked-again' });
  expect(JSON.parse((refused as { detail: string }).detail)).toMatchObject({
    request: { number: 1 },
    followedBy: { number: again.number },
  });
  expect(refusalOf(await member.restore(board, card))).toEqual({ status: 409, code: 'asked-again' });
  expect([await board.read(), await linesOf(board, 1)]).toEqual(before);

  await manager.answer(board, again.number, decline);
  await restored();
  expect((await requester.readRequest(board, 1)).body).toMatchObject({ work: { state: 'begun' } });
});

test('the step, history, card and refusal say that a requester who has left is not notified', async () => {
  const board = await aBoard().intake({ depth: 9, openPerRequester: 9 }).make();
  await secondRequester.submit(board, { title: 'Before I leave' });
  const body = { kind: 'accept', column: 'Doing' };
  const card = (await manager.answer(board, 1, body)).body.card?.number as number;
  const other = await board.accepted('Doing');
  const requesters = async () =>
    (await manager.get<Board>(board.path)).body.cards.map(({ request }) => request?.requester);
  expect(await requesters()).toEqual([
    { id: secondRequester.id, name: 'Tomo Tanaka' },
    { id: requester.id, name: 'Rana Roy' },
  ]);
  const left = await owner.delete(`/v1/workspaces/demo/members/${secondRequester.id}`);
  expect(left.status).toBe(204);

  expect((await requesters())[0]).toEqual({ id: secondRequester.id, name: 'Tomo Tanaka', left: true });
  const asked = (await manager.get<Card>(`${board.path}/cards/${card}`)).body.request;
  expect(asked?.requester).toMatchObject({ left: true });
  const refused = (await member.archive(board, card)).body as unknown as { cards: AcceptedWork[] };
  expect(refused.cards).toMatchObject([{ request: { requester: 'Tomo Tanaka', left: true } }]);
  const kept = (await member.archive(board, other)).body as unknown as { cards: AcceptedWork[] };
  expect(kept.cards[0]?.request).not.toHaveProperty('left');

  for (const number of [card, other]) await member.archive(board, number, { toRequester });
  await sweep();
  const { rows } = await api.pool.query(
    `SELECT r.number, s.announced, s.requester_left AS left, s.settled_at IS NOT NULL AS settled,
            (SELECT count(*)::int FROM notices n WHERE n.request_id = r.id AND n.kind = 'takenOff') AS notices
       FROM request_steps s JOIN requests r ON r.id = s.request_id JOIN boards b ON b.id = r.board_id
      WHERE b.key = $1 AND s.state = 'takenOff' ORDER BY 1`,
    [board.key],
  );
  expect(rows).toEqual([
    { number: 1, announced: false, left: true, settled: true, notices: 0 },
    { number: 2, announced: true, left: false, settled: true, notices: 1 },
  ]);
  const last = async (request: number) => (await linesOf(board, request)).at(-1);
  expect(await last(1)).toMatch(/\. The requester had left and was not notified\.$/);
  expect(await last(2)).not.toContain('not notified');
});
