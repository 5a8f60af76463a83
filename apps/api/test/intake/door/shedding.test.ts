import { describe, expect, test } from '@jest/globals';
import { type EventList, problemSchemas, Request, type RequestList } from '@weir/contract';
import { theWorld, told, waitOf } from '../../support/intake-world.js';

const world = theWorld();
const watermarks = { depth: 20, openPerRequester: 50, highWatermark: 4, lowWatermark: 2 };
const answered = async (board: string) =>
  (await world.member.get<RequestList>(`${board}/requests?state=answered`)).body.items;
const waiting = async (board: string) =>
  (await world.member.get<RequestList>(`${board}/requests?state=waiting`)).body.items.map(
    ({ title }) => title,
  );

describe('above the high watermark', () => {
  test('the youngest of the lowest class are shed down to the low one, each with a dated answer and a ticket', async () => {
    const board = await world.board({ intake: watermarks });
    await world.ask(board, 'Standard one');
    await world.ask(board, 'Idea one', { classOfService: 'intangible' });
    await world.ask(board, 'Date', { classOfService: 'fixedDate', neededBy: '2031-01-02' });
    await world.ask(board, 'Idea two', { classOfService: 'intangible' });
    const last = await world.ask(board, 'Standard two');
    expect(last.state).toBe('answered');
    expect(await waiting(board)).toEqual(['Date', 'Standard one']);
    const shed = await answered(board);
    expect(shed.map(({ title }) => title).sort()).toEqual(['Idea one', 'Idea two', 'Standard two']);
    for (const request of shed) {
      expect(Request.parse(request)).toMatchObject({
        answer: { kind: 'shed', reason: 'noCapacity', by: null, until: world.day(7) },
        ticket: { from: world.day(7), used: false },
      });
      // True of the standard one, too.
      expect(request.answer?.message).toContain('intangible ones first, then standard ones');
    }
    const events = (await world.member.get<EventList>(`${board}/events?after=0`)).body.items;
    expect(events.at(-1)).toMatchObject({ type: 'request.submitted', changes: [{ request: 5 }, {}, {}, {}] });
  });

  test('the arriving one may be it: 201 with its answer', async () => {
    const board = await world.board({ intake: { ...watermarks, lowWatermark: 3 } });
    for (const title of ['A', 'B', 'C', 'D']) await world.ask(board, title);
    const arrived = await world.requester.post(`${board}/requests`, {
      title: 'E',
      classOfService: 'intangible',
    });
    expect(arrived.status).toBe(201);
    expect(arrived.body).toMatchObject({ state: 'answered', answer: { kind: 'shed' }, position: null });
    expect(await waiting(board)).toEqual(['A', 'B', 'C']);
  });

  test('expedite and fixed-date ones are never shed, whoever came last', async () => {
    const board = await world.board({ intake: watermarks });
    for (const title of ['A', 'B', 'C', 'D', 'E']) {
      await world.ask(board, title, { classOfService: 'fixedDate', neededBy: '2031-01-02' });
    }
    await world.ask(board, 'Fire', { classOfService: 'expedite' });
    expect(await waiting(board)).toHaveLength(6);
    expect(await answered(board)).toEqual([]);
  });

  test('a shed request asks again by right from its date, before others of its class', async () => {
    const board = await world.board({ intake: { ...watermarks, lowWatermark: 3 } });
    for (const title of ['A', 'B', 'C', 'D', 'E']) await world.ask(board, title);
    const again = () => world.requester.post(`${board}/requests/5/ask-again`);
    expect(told(await again(), 'from')).toEqual({ status: 409, code: 'too-early', from: world.day(7) });
    world.clock.pass({ days: 7 });
    expect((await again()).body).toMatchObject({ position: 1, follows: { number: 5 } });
  });
});

describe('the rate', () => {
  const send = (board: string) => world.requester.post(`${board}/requests`, { title: 'One more' });

  test('an hour lets so many of one person in, says when the next may come, and counts no refusals', async () => {
    const board = await world.board({ intake: { openPerRequester: 50, perRequesterPerHour: 2, depth: 50 } });
    await send(board);
    world.clock.pass({ hours: 0.5 });
    await send(board);
    const refused = await send(board);
    expect(problemSchemas['requester-rate-reached'].parse(refused.body)).toMatchObject({
      submitted: 2,
      quota: 2,
      per: 'hour',
    });
    expect(waitOf(refused)).toBeGreaterThan(1750);
    expect(waitOf(refused)).toBeLessThanOrEqual(1800);
    expect((await world.otherRequester.post(`${board}/requests`, { title: 'Mine' })).status).toBe(201);
    world.clock.pass({ hours: 0.5 });
    expect((await send(board)).status).toBe(201);
  });

  test('a day counts as well', async () => {
    const board = await world.board({ intake: { openPerRequester: 50, perRequesterPerDay: 2, depth: 50 } });
    await send(board);
    world.clock.pass({ hours: 3 });
    await send(board);
    expect(told(await send(board), 'per')).toEqual({
      status: 429,
      code: 'requester-rate-reached',
      per: 'day',
    });
    world.clock.pass({ hours: 22 });
    expect((await send(board)).status).toBe(201);
  });
});

describe('the gate', () => {
  const setGate = (board: string, state: string) =>
    world.manager.put(`${board}/intake/gate`, { state, reason: 'Audit week' });
  const send = (board: string, classOfService: string) =>
    world.requester.post(`${board}/requests`, { title: 'May I?', classOfService, neededBy: world.day(9) });

  test('shut, has a small door for one expedite claim', async () => {
    const board = await world.board();
    await setGate(board, 'shut');
    expect(told(await send(board, 'fixedDate'))).toMatchObject({ code: 'intake-gate-shut' });
    expect((await send(board, 'expedite')).status).toBe(201);
    expect(told(await send(board, 'expedite'))).toMatchObject({ code: 'expedite-claim-waiting' });
  });

  test('throttled, halves a requester’s quota', async () => {
    const board = await world.board({ intake: { openPerRequester: 4 } });
    await setGate(board, 'throttled');
    expect((await send(board, 'fixedDate')).status).toBe(201);
    expect((await send(board, 'fixedDate')).status).toBe(201);
    expect(told(await send(board, 'fixedDate'), 'open', 'quota')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      open: 2,
      quota: 2,
    });
  });

  test('probing, lets two in, and the next when one of them has its answer', async () => {
    const board = await world.board({ intake: { openPerRequester: 10 } });
    await send(board, 'standard');
    await world.sql.query(
      `UPDATE intakes SET gate = 'probing', gate_reason = 'Opening again', gate_at = $2
        WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
      [board.split('/').at(-1), world.clock.now()],
    );
    expect((await send(board, 'standard')).status).toBe(201);
    expect((await send(board, 'standard')).status).toBe(201);
    const refused = await send(board, 'standard');
    expect(problemSchemas['intake-gate-probing'].parse(refused.body)).toMatchObject({
      reason: 'Opening again',
    });
    await world.manager.put(`${board}/requests/2/answer`, { kind: 'accept' });
    expect((await send(board, 'standard')).status).toBe(201);
  });
});
