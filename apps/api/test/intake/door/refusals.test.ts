import { describe, expect, test } from '@jest/globals';
import { problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester, secondRequester } = api.people;

describe('the intake refuses', () => {
  test('a request beyond the depth until the oldest answer is due', async () => {
    const board = await aBoard().intake({ depth: 2, answerWithinHours: 10 }).make();
    await requester.submit(board, { title: 'One' });
    api.clock.pass({ hours: 4 });
    await secondRequester.submit(board, { title: 'Two' });
    const refused = await requester.submit(board, { title: 'Three' });
    expect(refusalOf(refused, 'waiting', 'depth', 'detail', 'forecast')).toEqual({
      status: 429,
      code: 'intake-queue-full',
      waiting: 2,
      depth: 2,
      detail: 'The intake queue is full: 2 of 2 places are taken.',
      forecast: { unknown: expect.any(String) },
    });
    problemSchemas['intake-queue-full'].parse(refused.body);
    const wait = retryAfterOf(refused);
    expect(wait).toBeGreaterThan(5.9 * 3600);
    expect(wait).toBeLessThanOrEqual(6 * 3600);
    expect(refused.headers.get('retry-after')).toBe(String(wait));
  });

  test('for a day where no answer is due', async () => {
    const board = await aBoard().intake({ depth: 0 }).make();
    const refused = await requester.submit(board, { title: 'One' });
    expect(refusalOf(refused, 'retryAfterSeconds')).toEqual({
      status: 429,
      code: 'intake-queue-full',
      retryAfterSeconds: 86_400,
    });
  });

  test('a requester over their quota until their own oldest answer is due', async () => {
    const board = await aBoard().intake({ openPerRequester: 1, answerWithinHours: 10 }).make();
    await secondRequester.submit(board, { title: 'Older' });
    api.clock.pass({ hours: 4 });
    await requester.submit(board, { title: 'One' });
    const refused = await requester.submit(board, { title: 'Two' });
    expect(refusalOf(refused, 'open', 'quota')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      open: 1,
      quota: 1,
    });
    expect(retryAfterOf(refused)).toBeGreaterThan(9.9 * 3600);
  });

  test('ordinary classes while the gate is throttled and all while it is shut, until its end', async () => {
    const board = await aBoard().make();
    const until = new Date(api.clock.now().getTime() + 3_600_000).toISOString();
    const ask = (classOfService: string) =>
      requester.submit(board, {
        title: 'Let me in',
        classOfService,
        neededBy: api.day(9),
      });
    await manager.setGate(board, { state: 'throttled', reason: 'Audit week', until });
    const refused = await ask('standard');
    expect(refusalOf(refused, 'reason', 'until')).toEqual({
      status: 429,
      code: 'intake-gate-throttled',
      reason: 'Audit week',
      until,
    });
    problemSchemas['intake-gate-throttled'].parse(refused.body);
    expect(retryAfterOf(refused)).toBeLessThanOrEqual(3600);
    expect((await ask('fixedDate')).status).toBe(201);
    await manager.setGate(board, { state: 'shut', reason: 'Moving house', until });
    expect(refusalOf(await ask('fixedDate'))).toEqual({ status: 429, code: 'intake-gate-shut' });
    api.clock.pass({ hours: 2 });
    expect((await ask('standard')).status).toBe(201);
  });

  test('to lower a claim to a class that the gate does not take', async () => {
    const board = await aBoard().make();
    await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
    const { number } = await board.ask('Fire', { classOfService: 'expedite' });
    const path = `${board.path}/requests/${number}`;
    const lowered = await requester.patch(path, { classOfService: 'standard' });
    expect(refusalOf(lowered)).toEqual({ status: 429, code: 'intake-gate-shut' });
    expect(problemSchemas['intake-gate-shut'].parse(lowered.body).retryAfterSeconds).toBeNull();
    expect((await requester.patch(path, { title: 'A fire' })).status).toBe(200);
    await manager.setGate(board, { state: 'open', reason: 'We have moved' });
    expect((await requester.patch(path, { classOfService: 'standard' })).status).toBe(200);
  });

  test('a day that has passed in the board’s time zone or is over ten years ahead', async () => {
    const board = await aBoard().intake({ openPerRequester: 10, timeZone: 'Pacific/Kiritimati' }).make();
    const dayThere = (ahead: number) =>
      new Date(api.clock.now().getTime() + ahead * 86_400_000 + 14 * 3_600_000).toISOString().slice(0, 10);
    const ask = (neededBy: string) => requester.submit(board, { title: 'In time', neededBy });
    const { number } = (await ask(dayThere(0))).body;
    for (const day of [dayThere(-1), '1999-12-31', '2999-12-31']) {
      for (const refused of [
        await ask(day),
        await requester.patchRequest(board, number, { neededBy: day }),
      ]) {
        expect(refusalOf(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'neededBy' }] });
      }
    }
    expect((await requester.readRequest(board, number)).body.neededBy).toBe(dayThere(0));
  });

  test('a second expedite claim, submitted or raised', async () => {
    const board = await aBoard().make();
    await requester.submit(board, { title: 'Fire', classOfService: 'expedite' });
    const second = await secondRequester.submit(board, {
      title: 'Flood',
      classOfService: 'expedite',
    });
    expect(refusalOf(second)).toEqual({ status: 409, code: 'expedite-claim-waiting' });
    await secondRequester.submit(board, { title: 'Flood' });
    const raised = await secondRequester.patchRequest(board, 2, { classOfService: 'expedite' });
    expect(refusalOf(raised)).toEqual({ status: 409, code: 'expedite-claim-waiting' });
  });

  test('ninety of a hundred at once at a depth of 10', async () => {
    const board = await aBoard().intake({ depth: 10, openPerRequester: 500 }).make();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => requester.submit(board, { title: `Number ${n}` })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(90);
    const { rows } = await api.pool.query(
      'SELECT count(*)::int AS n FROM requests WHERE answered_at IS NULL AND board_id = (SELECT id FROM boards WHERE key = $1)',
      [board.key],
    );
    expect(rows[0].n).toBe(10);
  });
});
