import { describe, expect, test } from '@jest/globals';
import { problemSchemas, Request, type RequestList } from '@weir/contract';
import { decline, theWorld, told, waitOf } from '../../support/intake-world.js';

const world = theWorld();

describe('a request comes in', () => {
  test('and is answered with its place, its time, and no forecast that nobody can make', async () => {
    const board = await world.board({ intake: { answerWithinHours: 48 } });
    const asked = await world.requester.post(`${board}/requests`, {
      title: 'A sandbox for the auditors',
      description: 'Read only.',
      neededBy: world.day(20),
      classOfService: 'fixedDate',
    });
    expect(asked.status).toBe(201);
    expect(Request.parse(asked.body)).toMatchObject({
      number: 1,
      state: 'waiting',
      position: 1,
      overdue: false,
      forecast: { unknown: expect.any(String) },
      answer: null,
      requester: { id: world.requester.id, name: 'Rana Roy' },
      neededBy: world.day(20),
    });
    expect(Date.parse(asked.body.answerBy) - Date.parse(asked.body.submittedAt)).toBe(48 * 3_600_000);
    expect(asked.headers.get('etag')).toBe('"1"');
  });

  test('once, however often it is sent with one key', async () => {
    const board = await world.board();
    const send = (title = 'Twice') =>
      world.requester.post(`${board}/requests`, { title }, { 'idempotency-key': 'one' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.number).toBe(first.body.number);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await world.requester.get<RequestList>(`${board}/requests`)).body.items).toHaveLength(1);
    expect(told(await send('Another'))).toEqual({ status: 422, code: 'idempotency-key-reused' });
  });

  test('following an own, answered one, and nobody else’s', async () => {
    const board = await world.board();
    await world.requester.post(`${board}/requests`, { title: 'The first' });
    const follow = (who: 'requester' | 'otherRequester') =>
      world[who].post(`${board}/requests`, { title: 'The second', follows: 1 });
    expect(told(await follow('requester'), 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'follows', message: 'still waits for its answer' }],
    });
    await world.manager.put(`${board}/requests/1/answer`, decline);
    expect(told(await follow('otherRequester'), 'errors').errors).toEqual([
      { path: 'follows', message: 'is not there' },
    ]);
    const second = await follow('requester');
    expect(second.body.follows).toMatchObject({ number: 1 });
    expect((await world.requester.get(`${board}/requests/1`)).body.followedBy).toMatchObject({ number: 2 });
  });

  test('not from a viewer, not to an archived board, not without a title', async () => {
    const board = await world.board();
    expect(told(await world.viewer.post(`${board}/requests`, { title: 'No' }))).toEqual({
      status: 403,
      code: 'not-allowed',
    });
    const empty = await world.requester.post(`${board}/requests`, { title: ' ' });
    expect(told(empty, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'title' }] });
    await world.owner.patch(board, { archived: true });
    expect(told(await world.requester.post(`${board}/requests`, { title: 'No' }))).toEqual({
      status: 409,
      code: 'board-archived',
    });
  });
});

describe('the door refuses', () => {
  test('a request beyond the depth, and says when the oldest answer is due', async () => {
    const board = await world.board({ intake: { depth: 2, answerWithinHours: 10 } });
    await world.requester.post(`${board}/requests`, { title: 'One' });
    world.clock.pass({ hours: 4 });
    await world.otherRequester.post(`${board}/requests`, { title: 'Two' });
    const refused = await world.requester.post(`${board}/requests`, { title: 'Three' });
    expect(told(refused, 'waiting', 'depth', 'detail', 'forecast')).toEqual({
      status: 429,
      code: 'intake-queue-full',
      waiting: 2,
      depth: 2,
      detail: 'The intake queue is full: 2 of 2 wait.',
      forecast: { unknown: expect.any(String) },
    });
    problemSchemas['intake-queue-full'].parse(refused.body);
    const wait = waitOf(refused);
    expect(wait).toBeGreaterThan(5.9 * 3600);
    expect(wait).toBeLessThanOrEqual(6 * 3600);
    expect(refused.headers.get('retry-after')).toBe(String(wait));
  });

  test('with a day where no answer is due', async () => {
    const board = await world.board({ intake: { depth: 0 } });
    const refused = await world.requester.post(`${board}/requests`, { title: 'One' });
    expect(told(refused, 'retryAfterSeconds')).toEqual({
      status: 429,
      code: 'intake-queue-full',
      retryAfterSeconds: 86_400,
    });
  });

  test('a requester over their quota, by their own oldest answer', async () => {
    const board = await world.board({ intake: { openPerRequester: 1, answerWithinHours: 10 } });
    await world.otherRequester.post(`${board}/requests`, { title: 'Older' });
    world.clock.pass({ hours: 4 });
    await world.requester.post(`${board}/requests`, { title: 'One' });
    const refused = await world.requester.post(`${board}/requests`, { title: 'Two' });
    expect(told(refused, 'open', 'quota')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      open: 1,
      quota: 1,
    });
    expect(waitOf(refused)).toBeGreaterThan(9.9 * 3600);
  });

  test('all but urgent classes while the gate is throttled, all while it is shut, none once its end has come', async () => {
    const board = await world.board();
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    const ask = (classOfService: string) =>
      world.requester.post(`${board}/requests`, {
        title: 'Let me in',
        classOfService,
        neededBy: world.day(9),
      });
    await world.manager.put(`${board}/intake/gate`, { state: 'throttled', reason: 'Audit week', until });
    const refused = await ask('standard');
    expect(told(refused, 'reason', 'until')).toEqual({
      status: 429,
      code: 'intake-gate-throttled',
      reason: 'Audit week',
      until,
    });
    problemSchemas['intake-gate-throttled'].parse(refused.body);
    expect(waitOf(refused)).toBeLessThanOrEqual(3600);
    expect((await ask('fixedDate')).status).toBe(201);
    await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Moving house', until });
    expect(told(await ask('fixedDate'))).toEqual({ status: 429, code: 'intake-gate-shut' });
    world.clock.pass({ hours: 2 });
    expect((await ask('standard')).status).toBe(201);
  });

  test('a claim that the gate would not take, made of one that it took', async () => {
    const board = await world.board();
    await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Moving house' });
    const { number } = await world.ask(board, 'Fire', { classOfService: 'expedite' });
    const path = `${board}/requests/${number}`;
    const lowered = await world.requester.patch(path, { classOfService: 'standard' });
    expect(told(lowered)).toEqual({ status: 429, code: 'intake-gate-shut' });
    expect(problemSchemas['intake-gate-shut'].parse(lowered.body).retryAfterSeconds).toBeGreaterThan(0);
    expect((await world.requester.patch(path, { title: 'A fire' })).status).toBe(200);
    await world.manager.put(`${board}/intake/gate`, { state: 'open', reason: 'We have moved' });
    expect((await world.requester.patch(path, { classOfService: 'standard' })).status).toBe(200);
  });

  test('a day that has passed where the board is, or lies more than ten years ahead', async () => {
    const board = await world.board({ intake: { openPerRequester: 10, timeZone: 'Pacific/Kiritimati' } });
    const dayThere = (ahead: number) =>
      new Date(world.clock.now().getTime() + ahead * 86_400_000 + 14 * 3_600_000).toISOString().slice(0, 10);
    const ask = (neededBy: string) =>
      world.requester.post(`${board}/requests`, { title: 'In time', neededBy });
    const { number } = (await ask(dayThere(0))).body;
    for (const day of [dayThere(-1), '1999-12-31', '2999-12-31']) {
      for (const refused of [
        await ask(day),
        await world.requester.patch(`${board}/requests/${number}`, { neededBy: day }),
      ]) {
        expect(told(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'neededBy' }] });
      }
    }
    expect((await world.requester.get(`${board}/requests/${number}`)).body.neededBy).toBe(dayThere(0));
  });

  test('a second expedite claim, whether asked or made of a waiting one', async () => {
    const board = await world.board();
    await world.requester.post(`${board}/requests`, { title: 'Fire', classOfService: 'expedite' });
    const second = await world.otherRequester.post(`${board}/requests`, {
      title: 'Flood',
      classOfService: 'expedite',
    });
    expect(told(second)).toEqual({ status: 409, code: 'expedite-claim-waiting' });
    await world.otherRequester.post(`${board}/requests`, { title: 'Flood' });
    const raised = await world.otherRequester.patch(`${board}/requests/2`, { classOfService: 'expedite' });
    expect(told(raised)).toEqual({ status: 409, code: 'expedite-claim-waiting' });
  });

  test('as many as come at once beyond the depth: ten of a hundred wait', async () => {
    const board = await world.board({ intake: { depth: 10, openPerRequester: 500 } });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        world.requester.post(`${board}/requests`, { title: `Number ${n}` }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(90);
    const { rows } = await world.sql.query(
      'SELECT count(*)::int AS n FROM requests WHERE answered_at IS NULL AND board_id = (SELECT id FROM boards WHERE key = $1)',
      [board.split('/').at(-1)],
    );
    expect(rows[0].n).toBe(10);
  });
});
