import { describe, expect, test } from '@jest/globals';
import { problemSchemas, Request, type RequesterBoard, type RequestList } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester, secondRequester } = api.people;
const watermarks = { depth: 20, openPerRequester: 50, highWatermark: 4, lowWatermark: 2 };
const answered = async (board: BoardUnderTest) =>
  (await member.get<RequestList>(`${board.path}/requests?state=answered`)).body.items;
const waiting = async (board: BoardUnderTest) =>
  (await member.get<RequestList>(`${board.path}/requests?state=waiting`)).body.items.map(
    ({ title }) => title,
  );

describe('above the high watermark', () => {
  test('sheds the youngest of the lowest class down to the low watermark, each with an answer and a ticket', async () => {
    const board = await aBoard().intake(watermarks).make();
    await board.ask('Standard one');
    await board.ask('Idea one', { classOfService: 'intangible' });
    await board.ask('Date', { classOfService: 'fixedDate', neededBy: '2031-01-02' });
    await board.ask('Idea two', { classOfService: 'intangible' });
    const last = await board.ask('Standard two');
    expect(last.state).toBe('answered');
    expect(await waiting(board)).toEqual(['Date', 'Standard one']);
    const shed = await answered(board);
    expect(shed.map(({ title }) => title).sort()).toEqual(['Idea one', 'Idea two', 'Standard two']);
    for (const request of shed) {
      expect(Request.parse(request)).toMatchObject({
        answer: { kind: 'shed', reason: 'noCapacity', by: null, until: api.day(7) },
        ticket: { from: api.day(7), used: false },
      });
      // The message fits a standard request too.
      expect(request.answer?.message).toContain('intangible requests first, then standard ones');
    }
    const events = await board.events();
    expect(events.at(-1)).toMatchObject({ type: 'request.submitted', changes: [{ request: 5 }, {}, {}, {}] });
  });

  test('may shed the new request itself: 201 with its answer', async () => {
    const board = await aBoard()
      .intake({ ...watermarks, lowWatermark: 3 })
      .make();
    for (const title of ['A', 'B', 'C', 'D']) await board.ask(title);
    const arrived = await requester.submit(board, {
      title: 'E',
      classOfService: 'intangible',
    });
    expect(arrived.status).toBe(201);
    expect(arrived.body).toMatchObject({ state: 'answered', answer: { kind: 'shed' }, position: null });
    expect(await waiting(board)).toEqual(['A', 'B', 'C']);
  });

  test('sheds, at the edge, as it announced: one of many at once, over HTTP and by plain SQL', async () => {
    const board = await aBoard()
      .intake({ ...watermarks, lowWatermark: 3 })
      .make();
    for (const title of ['A', 'B', 'C', 'D']) await board.ask(title);
    const plainly = () =>
      api.pool.query(
        `SELECT weir.submit_request(b.workspace_id, b.id, $2, now(), gen_random_uuid(), jsonb_build_object(
                  'title', 'Raw', 'answerBy', now() + interval '9 days', 'expiresAt', now() + interval '9 days',
                  'shed', jsonb_build_object('until', '2031-01-01')), NULL, ROW (NULL, NULL, false)::weir.write_conditions)
           FROM boards b WHERE b.key = $1`,
        [board.key, requester.id],
      );
    await Promise.all(
      [...Array(6)].flatMap((_, n) => [requester.submit(board, { title: `Sent ${n}` }), plainly()]),
    );
    // Twelve came in, and whenever a fifth waited the two newest went.
    const left = await waiting(board);
    expect(left.slice(0, 3)).toEqual(['A', 'B', 'C']);
    expect(left.length).toBeLessThanOrEqual(4);
    expect(await answered(board)).toHaveLength(16 - left.length);
  });

  test('is named beside what refuses, until a request would wait; alone it refuses nothing, and the door says it', async () => {
    const board = await aBoard()
      .intake({ ...watermarks, lowWatermark: 3, answerWithinHours: 10, gateByItself: false })
      .make();
    await requester.submit(board, { title: 'First' });
    for (const title of ['A', 'B', 'C']) {
      api.clock.pass({ hours: 1 });
      await manager.submit(board, { title });
    }
    await manager.patch(`${board.path}/intake`, { openPerRequester: 1 });
    const doorOf = async (person: typeof requester) =>
      (await person.get<RequesterBoard>(`${board.path}/intake/door`)).body;
    const shedding = { code: 'intake-shedding', waiting: 4, above: 4 };

    const refused = await requester.submit(board, { title: 'Second' });
    expect(refused).toMatchObject({
      status: 429,
      body: {
        reasons: [{ code: 'requester-quota-reached' }, { ...shedding, detail: expect.stringContaining('4') }],
      },
    });
    expect((await doorOf(requester)).reasons.map(({ code }) => code)).toEqual([
      'requester-quota-reached',
      'intake-shedding',
    ]);
    const before = await doorOf(secondRequester);
    expect(before).toMatchObject({ reasons: [shedding], retryAfterSeconds: 0 });
    expect(before.classes).toContain('standard');
    expect(
      (await requester.submit(board, { title: 'A date', classOfService: 'fixedDate', neededBy: api.day(90) }))
        .body,
    ).toMatchObject({ code: 'requester-quota-reached', reasons: [{}] });

    // The requester's own answer comes first: at that time there is room, and nothing is shed.
    const wait = retryAfterOf(refused);
    api.clock.pass({ hours: wait / 3600 });
    await manager.answer(board, 1, decline);
    expect((await requester.submit(board, { title: 'Back' })).body).toMatchObject({ state: 'waiting' });
    expect((await secondRequester.submit(board, { title: 'One too many' })).body).toMatchObject({
      state: 'answered',
      answer: { kind: 'shed' },
    });
  });

  test('outlasts a quota, so that it is the code of the refusal', async () => {
    const board = await aBoard()
      .intake({ ...watermarks, lowWatermark: 1, highWatermark: 2, openPerRequester: 1, gateByItself: false })
      .make();
    for (const person of [requester, secondRequester, manager]) {
      await person.submit(board, { title: 'A date', classOfService: 'fixedDate', neededBy: api.day(90) });
      api.clock.pass({ hours: 1 });
    }
    const refused = await requester.submit(board, { title: 'Second' });
    const body = problemSchemas['intake-shedding'].parse(refused.body);
    expect(body.reasons.map(({ code }) => code)).toEqual(['requester-quota-reached', 'intake-shedding']);
    expect(retryAfterOf(refused)).toBe(
      Math.max(...body.reasons.map(({ retryAfterSeconds: wait }) => Number(wait))),
    );
  });

  test('never sheds expedite and fixed-date requests', async () => {
    const board = await aBoard().intake(watermarks).make();
    for (const title of ['A', 'B', 'C', 'D', 'E']) {
      await board.ask(title, { classOfService: 'fixedDate', neededBy: '2031-01-02' });
    }
    await board.ask('Fire', { classOfService: 'expedite' });
    expect(await waiting(board)).toHaveLength(6);
    expect(await answered(board)).toEqual([]);
  });

  test('lets a shed request be asked again from its date, first in its class', async () => {
    const board = await aBoard()
      .intake({ ...watermarks, lowWatermark: 3 })
      .make();
    for (const title of ['A', 'B', 'C', 'D', 'E']) await board.ask(title);
    const again = () => requester.askAgain(board, 5);
    expect(refusalOf(await again(), 'from')).toEqual({ status: 409, code: 'too-early', from: api.day(7) });
    api.clock.pass({ days: 7 });
    expect((await again()).body).toMatchObject({ position: 1, follows: { number: 5 } });
  });
});

describe('the rate per requester', () => {
  const send = (board: BoardUnderTest) => requester.submit(board, { title: 'One more' });

  test('limits requests per hour, gives Retry-After and does not count refusals', async () => {
    const board = await aBoard().intake({ openPerRequester: 50, perRequesterPerHour: 2, depth: 50 }).make();
    await send(board);
    api.clock.pass({ hours: 0.5 });
    await send(board);
    const refused = await send(board);
    expect(problemSchemas['requester-rate-reached'].parse(refused.body)).toMatchObject({
      submitted: 2,
      quota: 2,
      per: 'hour',
    });
    expect(retryAfterOf(refused)).toBeGreaterThan(1750);
    expect(retryAfterOf(refused)).toBeLessThanOrEqual(1800);
    expect((await secondRequester.submit(board, { title: 'Mine' })).status).toBe(201);
    api.clock.pass({ hours: 0.5 });
    expect((await send(board)).status).toBe(201);
  });

  test('limits requests per day', async () => {
    const board = await aBoard().intake({ openPerRequester: 50, perRequesterPerDay: 2, depth: 50 }).make();
    await send(board);
    api.clock.pass({ hours: 3 });
    await send(board);
    expect(refusalOf(await send(board), 'per')).toEqual({
      status: 429,
      code: 'requester-rate-reached',
      per: 'day',
    });
    api.clock.pass({ hours: 22 });
    expect((await send(board)).status).toBe(201);
  });
});

describe('a gate that is', () => {
  const setGate = (board: BoardUnderTest, state: string) =>
    manager.setGate(board, { state, reason: 'Audit week' });
  const send = (board: BoardUnderTest, classOfService: string) =>
    requester.submit(board, { title: 'May I?', classOfService, neededBy: api.day(9) });

  test('shut takes one expedite claim', async () => {
    const board = await aBoard().make();
    await setGate(board, 'shut');
    expect(refusalOf(await send(board, 'fixedDate'))).toMatchObject({ code: 'intake-gate-shut' });
    expect((await send(board, 'expedite')).status).toBe(201);
    expect(refusalOf(await send(board, 'expedite'))).toMatchObject({ code: 'expedite-claim-waiting' });
  });

  test('throttled halves a requester’s quota', async () => {
    const board = await aBoard().intake({ openPerRequester: 4 }).make();
    await setGate(board, 'throttled');
    expect((await send(board, 'fixedDate')).status).toBe(201);
    expect((await send(board, 'fixedDate')).status).toBe(201);
    expect(refusalOf(await send(board, 'fixedDate'), 'open', 'quota')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      open: 2,
      quota: 2,
    });
  });

  test('probing takes two requests, and one more after each answer', async () => {
    const board = await aBoard().intake({ openPerRequester: 10 }).make();
    await send(board, 'standard');
    await api.pool.query(
      `UPDATE intakes SET gate = 'probing', gate_reason = 'Opening again', gate_at = $2
        WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
      [board.key, api.clock.now()],
    );
    expect((await send(board, 'standard')).status).toBe(201);
    expect((await send(board, 'standard')).status).toBe(201);
    const refused = await send(board, 'standard');
    expect(problemSchemas['intake-gate-probing'].parse(refused.body)).toMatchObject({
      reason: 'Opening again',
    });
    await manager.answer(board, 2, { kind: 'accept' });
    expect((await send(board, 'standard')).status).toBe(201);
  });
});
