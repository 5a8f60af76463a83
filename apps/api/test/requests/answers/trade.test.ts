import { describe, expect, test } from '@jest/globals';
import {
  type Board,
  type CardDetail,
  type EventList,
  problemSchemas,
  Request,
  type RequestList,
} from '@weir/contract';
import { aBoard } from '../../support/board.js';
import type { Answer } from '../../support/caller.js';
import { type Actor, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();

const words = {
  reason: 'noCapacity',
  message: 'The regulator’s date comes first; yours goes back.',
} as const;
const answer = (board: string, number: number) => `${board}/requests/${number}/answer`;
const trade = (board: string, number: number, displaces: number, more: object = {}) =>
  world.manager.put(answer(board, number), { kind: 'trade', displaces, ...words, ...more });

const read = async (board: string) => (await world.member.get<Board>(board)).body;
const columnOf = async (board: string, name: string) => {
  const found = (await read(board)).columns.find((column) => column.name === name);
  if (!found) throw new Error(`no column ${name}`);
  return found;
};
/** A request of the second requester that was accepted and stands in Doing, as a card. */
async function inFlight(board: string): Promise<{ request: number; card: number }> {
  const { number } = (await world.otherRequester.post(`${board}/requests`, { title: 'In flight' })).body;
  const doing = await columnOf(board, 'Doing');
  const accepted = await world.manager.put(answer(board, number), { kind: 'accept', columnId: doing.id });
  return { request: number, card: accepted.body.card?.number as number };
}
const loads = async (board: string) =>
  Object.fromEntries((await read(board)).columns.map(({ name, load }) => [name, load]));

describe('a trade', () => {
  test('takes the place of a card in a full column, and puts that back to the queue in one event', async () => {
    const board = await world.board({ doing: 1 });
    const old = await inFlight(board);
    const { number } = await world.ask(board, 'Regulator export');
    const traded = await trade(board, number, old.card);
    expect(traded.status).toBe(200);
    expect(Request.parse(traded.body)).toMatchObject({
      state: 'answered',
      answer: { kind: 'trade', ...words, displaced: { number: old.card, title: 'In flight', until: null } },
    });
    const { cards, columns } = await read(board);
    const nameOf = (id: string) => columns.find((column) => column.id === id)?.name;
    expect(cards.map((card) => [card.title, nameOf(card.columnId), card.committedAt !== null])).toEqual(
      expect.arrayContaining([
        ['Regulator export', 'Doing', true],
        ['In flight', 'Ready', false],
      ]),
    );
    const events = (await world.member.get<EventList>(`${board}/events?after=0`)).body.items;
    expect(events.at(-1)).toMatchObject({
      type: 'request.answered',
      changes: [
        { request: number, to: { kind: 'trade', displaces: old.card } },
        { card: traded.body.card?.number },
        { card: old.card, reason: 'noCapacity' },
      ],
    });
  });

  test('tells the displaced card’s requester why', async () => {
    const board = await world.board({ doing: 1 });
    const old = await inFlight(board);
    await trade(board, (await world.ask(board)).number, old.card);
    const seen = await world.otherRequester.get(`${board}/requests/${old.request}`);
    expect(Request.parse(seen.body)).toMatchObject({
      answer: { kind: 'accept' },
      displaced: { ...words, until: null, by: { id: world.manager.id } },
      ticket: null,
    });
  });

  test('needs a date where no queue column has room, and then the card leaves the board with a ticket', async () => {
    const board = await world.board({ doing: 1, ready: 1 });
    const old = await inFlight(board);
    await world.member.post(`${board}/cards`, { title: 'Fills Ready' });
    const { number } = await world.ask(board, 'Regulator export');
    const before = await loads(board);

    const refused = await trade(board, number, old.card);
    expect(refused.status).toBe(422);
    expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path: 'until' }]);
    expect((await world.requester.get(`${board}/requests/${number}`)).body.state).toBe('waiting');

    const until = world.day(30);
    const traded = await trade(board, number, old.card, { until });
    expect(traded.body.answer).toMatchObject({ kind: 'trade', displaced: { number: old.card, until } });
    expect(await loads(board)).toEqual(before);
    const gone = (await world.member.get<CardDetail>(`${board}/cards/${old.card}`)).body;
    expect(gone.archivedAt).not.toBeNull();
    const seen = (await world.otherRequester.get(`${board}/requests/${old.request}`)).body;
    expect(seen).toMatchObject({ displaced: { until }, ticket: { from: until, used: false } });

    expect(told(await world.otherRequester.post(`${board}/requests/${old.request}/ask-again`))).toMatchObject(
      {
        status: 409,
        code: 'too-early',
      },
    );
    world.clock.pass({ days: 30 });
    const again = await world.otherRequester.post(`${board}/requests/${old.request}/ask-again`);
    expect(again.body).toMatchObject({ state: 'waiting', position: 1, follows: { number: old.request } });
  });

  test('off the board passes in a column that is over its limit, for no place gains by it', async () => {
    const board = await world.board({ doing: 2, ready: 1 });
    const old = await inFlight(board);
    const doing = await columnOf(board, 'Doing');
    await world.member.post(`${board}/cards`, { title: 'Beside it', columnId: doing.id });
    await world.member.post(`${board}/cards`, { title: 'Fills Ready' });
    expect((await world.manager.patch(`${board}/limits/${doing.limit?.id}`, { max: 1 })).status).toBe(200);
    const { number } = await world.ask(board, 'Regulator export');
    const traded = await trade(board, number, old.card, { until: world.day(30) });
    expect([traded.status, (await loads(board)).Doing]).toEqual([200, 2]);
    const made = (await read(board)).cards.find((card) => card.number === traded.body.card?.number);
    expect(made).toMatchObject({ columnId: doing.id, archivedAt: null, committedAt: expect.any(String) });
  });

  test('does not tell its requester the title of the card that made way', async () => {
    const board = await world.board({ doing: 1 });
    const old = await inFlight(board);
    const { number } = await world.ask(board, 'Regulator export');
    await trade(board, number, old.card);
    const read = async (who: Actor) => (await who.get(`${board}/requests/${number}`)).body.answer?.displaced;
    expect(await read(world.member)).toMatchObject({ number: old.card, title: 'In flight' });
    expect(await read(world.requester)).toMatchObject({ number: old.card, title: null });
    const listed = (await world.requester.get<RequestList>(`${board}/requests`)).body.items;
    expect(listed[0]?.answer?.displaced).toMatchObject({ number: old.card, title: null });
  });

  test('that would displace nothing is refused with what to do instead, and nothing changes', async () => {
    const board = await world.board({ ready: 2 });
    await world.member.post(`${board}/cards`, { title: 'Not begun' });
    const { number } = await world.ask(board, 'First now');
    const before = await read(board);
    const refused = await trade(board, number, 1);
    expect(refused.status).toBe(422);
    expect(problemSchemas['invalid-input'].parse(refused.body).errors).toEqual([
      { path: 'displaces', message: expect.stringContaining('accept the request instead') },
    ]);
    const { seq, cards } = await read(board);
    expect([seq, cards]).toEqual([before.seq, before.cards]);
    expect((await world.requester.get(`${board}/requests/${number}`)).body.state).toBe('waiting');

    await world.member.post(`${board}/cards`, { title: 'Fills Ready' });
    const until = world.day(30);
    expect((await trade(board, number, 1, { until })).body.answer).toMatchObject({
      displaced: { number: 1, until },
    });
  });

  test('in a later queue column takes the place there, and what made way goes to the first', async () => {
    const { path: board } = await aBoard(world.api)
      .column('Ready', { kind: 'queue', limit: 2 })
      .column('Next', { kind: 'queue', limit: 1 })
      .make();
    const next = await columnOf(board, 'Next');
    await world.member.post(`${board}/cards`, { title: 'Not begun', columnId: next.id });
    const { number } = await world.ask(board, 'First now');
    expect((await trade(board, number, 1)).status).toBe(200);
    const { cards, columns } = await read(board);
    const nameOf = (id: string) => columns.find((column) => column.id === id)?.name;
    expect(cards.map(({ title, columnId }) => [title, nameOf(columnId)])).toEqual([
      ['Not begun', 'Ready'],
      ['First now', 'Next'],
    ]);
  });

  test('does not displace what is delivered, archived, or not there', async () => {
    const board = await world.board();
    const old = await inFlight(board);
    const { number } = await world.ask(board);
    const done = await columnOf(board, 'Done');
    await world.member.put(`${board}/cards/${old.card}/position`, { columnId: done.id });
    const delivered = await trade(board, number, old.card);
    expect(problemSchemas['invalid-input'].parse(delivered.body).errors).toMatchObject([
      { path: 'displaces' },
    ]);
    const absent = await trade(board, number, 999);
    expect(problemSchemas['invalid-input'].parse(absent.body).errors).toMatchObject([{ path: 'displaces' }]);
    await world.member.put(`${board}/cards/${old.card}/archive`, {});
    expect(told(await trade(board, number, old.card))).toMatchObject({ status: 409, code: 'card-archived' });
    expect((await world.requester.get(`${board}/requests/${number}`)).body.state).toBe('waiting');
  });

  test('keeps the class limits: a second expedite is refused and explained', async () => {
    const board = await world.board();
    const doing = await columnOf(board, 'Doing');
    await world.member.post(`${board}/cards`, {
      title: 'Fire',
      classOfService: 'expedite',
      columnId: doing.id,
    });
    const old = await inFlight(board);
    const { number } = await world.ask(board, 'Another fire', { classOfService: 'expedite' });
    const refused = await trade(board, number, old.card);
    expect(refused.status).toBe(409);
    expect(problemSchemas['wip-limit-reached'].parse(refused.body).limits).toMatchObject([
      { scope: 'classOfService', load: 1, max: 1 },
    ]);
    expect((await read(board)).cards.map(({ title }) => title).sort()).toEqual(['Fire', 'In flight']);
  });

  test.each([
    ['without words', { message: 'short' }, 'message'],
    ['without a reason', { reason: undefined }, 'reason'],
    ['with a date that has passed', { until: '2020-01-01' }, 'until'],
    ['with a date ten years on', { until: '2099-01-01' }, 'until'],
  ])('%s is refused, and nothing changes', async (_, more, path) => {
    const board = await world.board();
    const old = await inFlight(board);
    const { number } = await world.ask(board);
    const refused = (await trade(board, number, old.card, more)) as Answer<unknown>;
    expect(refused.status).toBe(422);
    expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path }]);
    expect((await world.requester.get(`${board}/requests/${number}`)).body.state).toBe('waiting');
  });

  test('sent again with its key takes effect once', async () => {
    const board = await world.board({ doing: 1 });
    const old = await inFlight(board);
    const { number } = await world.ask(board);
    const send = () =>
      world.manager.put(
        answer(board, number),
        { kind: 'trade', displaces: old.card, ...words },
        { 'idempotency-key': 'trade-once' },
      );
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body).toEqual(one.body);
    expect((await read(board)).cards).toHaveLength(2);
  });
});
