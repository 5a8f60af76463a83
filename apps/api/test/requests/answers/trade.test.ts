import { describe, expect, test } from '@jest/globals';
import { type CardDetail, problemSchemas, Request, type RequestList } from '@weir/contract';
import { displacing } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer, Person } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, secondRequester } = api.people;

const trade = (board: BoardUnderTest, number: number, displaces: number, more: object = {}) =>
  manager.answer(board, number, { kind: 'trade', displaces, ...displacing, ...more });

/** A request of the second requester, accepted into Doing. */
async function inFlight(board: BoardUnderTest): Promise<{ request: number; card: number }> {
  const { number } = (await secondRequester.submit(board, { title: 'In flight' })).body;
  const accepted = await manager.answer(board, number, { kind: 'accept', column: 'Doing' });
  return { request: number, card: accepted.body.card?.number as number };
}
const loads = async (board: BoardUnderTest) =>
  Object.fromEntries((await board.read()).columns.map(({ name, load }) => [name, load]));

describe('a trade', () => {
  test('takes a card’s place in a full column and puts that card back, as one event', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).make();
    const old = await inFlight(board);
    const { number } = await board.ask('Regulator export');
    const traded = await trade(board, number, old.card);
    expect(traded.status).toBe(200);
    expect(Request.parse(traded.body)).toMatchObject({
      state: 'answered',
      answer: {
        kind: 'trade',
        ...displacing,
        displaced: { number: old.card, title: 'In flight', until: null },
      },
    });
    const { cards, columns } = await board.read();
    const nameOf = (id: string) => columns.find((column) => column.id === id)?.name;
    expect(cards.map((card) => [card.title, nameOf(card.columnId), card.committedAt !== null])).toEqual(
      expect.arrayContaining([
        ['Regulator export', 'Doing', true],
        ['In flight', 'Ready', false],
      ]),
    );
    const events = await board.events();
    expect(events.at(-1)).toMatchObject({
      type: 'request.answered',
      changes: [
        { request: number, to: { kind: 'trade', displaces: old.card } },
        { card: traded.body.card?.number },
        { card: old.card, reason: 'noCapacity' },
      ],
    });
  });

  test('shows the displaced card’s requester why', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).make();
    const old = await inFlight(board);
    await trade(board, (await board.ask()).number, old.card);
    const seen = await secondRequester.readRequest(board, old.request);
    expect(Request.parse(seen.body)).toMatchObject({
      answer: { kind: 'accept' },
      displaced: { ...displacing, until: null, by: { id: manager.id } },
      ticket: null,
    });
  });

  test('needs a date where no queue column has room; the card then leaves the board with a ticket', async () => {
    const board = await aBoard()
      .column('Ready', { kind: 'queue', limit: 1 })
      .column('Doing', { limit: 1 })
      .make();
    const old = await inFlight(board);
    await member.createCard(board, { title: 'Fills Ready' });
    const { number } = await board.ask('Regulator export');
    const before = await loads(board);

    const refused = await trade(board, number, old.card);
    expect(refused.status).toBe(422);
    expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path: 'until' }]);
    expect((await requester.readRequest(board, number)).body.state).toBe('waiting');

    const until = api.day(30);
    const traded = await trade(board, number, old.card, { until });
    expect(traded.body.answer).toMatchObject({ kind: 'trade', displaced: { number: old.card, until } });
    expect(await loads(board)).toEqual(before);
    const gone = (await member.get<CardDetail>(`${board.path}/cards/${old.card}`)).body;
    expect(gone.archivedAt).not.toBeNull();
    const seen = (await secondRequester.readRequest(board, old.request)).body;
    expect(seen).toMatchObject({ displaced: { until }, ticket: { from: until, used: false } });

    expect(refusalOf(await secondRequester.askAgain(board, old.request))).toMatchObject({
      status: 409,
      code: 'too-early',
    });
    api.clock.pass({ days: 30 });
    const again = await secondRequester.askAgain(board, old.request);
    expect(again.body).toMatchObject({ state: 'waiting', position: 1, follows: { number: old.request } });
  });

  test('passes in a column over its limit, because the load does not grow', async () => {
    const board = await aBoard()
      .column('Ready', { kind: 'queue', limit: 1 })
      .column('Doing', { limit: 2 })
      .make();
    const old = await inFlight(board);
    const doing = await board.column('Doing');
    await member.createCard(board, { title: 'Beside it', columnId: doing.id });
    await member.createCard(board, { title: 'Fills Ready' });
    expect((await manager.patch(`${board.path}/limits/${doing.limit?.id}`, { max: 1 })).status).toBe(200);
    const { number } = await board.ask('Regulator export');
    const traded = await trade(board, number, old.card, { until: api.day(30) });
    expect([traded.status, (await loads(board)).Doing]).toEqual([200, 2]);
    const made = (await board.read()).cards.find((card) => card.number === traded.body.card?.number);
    expect(made).toMatchObject({ columnId: doing.id, archivedAt: null, committedAt: expect.any(String) });
  });

  test('hides the title of the displaced card from the requester', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).make();
    const old = await inFlight(board);
    const { number } = await board.ask('Regulator export');
    await trade(board, number, old.card);
    const read = async (who: Person) => (await who.readRequest(board, number)).body.answer?.displaced;
    expect(await read(member)).toMatchObject({ number: old.card, title: 'In flight' });
    expect(await read(requester)).toMatchObject({ number: old.card, title: null });
    const listed = (await requester.get<RequestList>(`${board.path}/requests`)).body.items;
    expect(listed[0]?.answer?.displaced).toMatchObject({ number: old.card, title: null });
  });

  test('refuses a card that is already in the first queue column, and says to accept instead', async () => {
    const board = await aBoard().column('Ready', { kind: 'queue', limit: 2 }).make();
    await member.createCard(board, { title: 'Not begun' });
    const { number } = await board.ask('First now');
    const before = await board.read();
    const refused = await trade(board, number, 1);
    expect(problemSchemas['trade-not-needed'].parse(refused.body).errors).toEqual([
      {
        path: 'displaces',
        code: 'staysThere',
        message: expect.stringContaining('Accept the request instead'),
      },
    ]);
    const { seq, cards } = await board.read();
    expect([seq, cards]).toEqual([before.seq, before.cards]);
    expect((await requester.readRequest(board, number)).body.state).toBe('waiting');

    await member.createCard(board, { title: 'Fills Ready' });
    const until = api.day(30);
    expect((await trade(board, number, 1, { until })).body.answer).toMatchObject({
      displaced: { number: 1, until },
    });
  });

  test('refuses to displace a card that is delivered, archived or missing', async () => {
    const board = await aBoard().make();
    const old = await inFlight(board);
    const { number } = await board.ask();
    const done = await board.column('Done');
    await member.moveCard(board, old.card, { columnId: done.id });
    const delivered = await trade(board, number, old.card);
    expect(problemSchemas['card-delivered'].parse(delivered.body).errors).toMatchObject([
      { path: 'displaces', code: 'delivered' },
    ]);
    const absent = await trade(board, number, 999);
    expect(problemSchemas['invalid-input'].parse(absent.body).errors).toMatchObject([{ path: 'displaces' }]);
    await member.archive(board, old.card);
    expect(refusalOf(await trade(board, number, old.card))).toMatchObject({
      status: 409,
      code: 'card-archived',
    });
    expect((await requester.readRequest(board, number)).body.state).toBe('waiting');
  });

  test('refuses a second expedite card', async () => {
    const board = await aBoard().make();
    const doing = await board.column('Doing');
    await member.createCard(board, {
      title: 'Fire',
      classOfService: 'expedite',
      columnId: doing.id,
    });
    const old = await inFlight(board);
    const { number } = await board.ask('Another fire', { classOfService: 'expedite' });
    const refused = await trade(board, number, old.card);
    expect(refused.status).toBe(409);
    expect(problemSchemas['wip-limit-reached'].parse(refused.body).limits).toMatchObject([
      { scope: 'classOfService', load: 1, max: 1 },
    ]);
    expect((await board.read()).cards.map(({ title }) => title).sort()).toEqual(['Fire', 'In flight']);
  });

  test.each([
    ['a short message', { message: 'short' }, 'message'],
    ['a missing reason', { reason: undefined }, 'reason'],
    ['a date in the past', { until: '2020-01-01' }, 'until'],
    ['a date years ahead', { until: '2099-01-01' }, 'until'],
  ])('refuses %s and changes nothing', async (_, more, path) => {
    const board = await aBoard().make();
    const old = await inFlight(board);
    const { number } = await board.ask();
    const refused = (await trade(board, number, old.card, more)) as Answer<unknown>;
    expect(refused.status).toBe(422);
    expect(problemSchemas['invalid-input'].parse(refused.body).errors).toMatchObject([{ path }]);
    expect((await requester.readRequest(board, number)).body.state).toBe('waiting');
  });

  test('takes effect once when it is sent again with its key', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).make();
    const old = await inFlight(board);
    const { number } = await board.ask();
    const send = () =>
      manager.answer(
        board,
        number,
        { kind: 'trade', displaces: old.card, ...displacing },
        { 'idempotency-key': 'trade-once' },
      );
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status]).toEqual([200, 200]);
    expect(two.body).toEqual(one.body);
    expect((await board.read()).cards).toHaveLength(2);
  });
});
