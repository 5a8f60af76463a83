import { describe, expect, test } from '@jest/globals';
import { Request, RequesterBoard, type RequestList } from '@weir/contract';
import { addDays, addWorkingTime, lastWorkingMoment, todayIn } from '@weir/domain';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { owner, manager, requester, viewer } = api.people;

describe('submitting a request', () => {
  test('answers with its position, its deadline and an unknown forecast', async () => {
    const board = await aBoard().intake({ answerWithinHours: 48 }).make();
    const asked = await requester.submit(board, {
      title: 'A sandbox for the auditors',
      description: 'Read only.',
      neededBy: api.day(20),
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
      requester: { id: requester.id, name: 'Rana Roy' },
      neededBy: api.day(20),
    });
    expect(Date.parse(asked.body.answerBy) - Date.parse(asked.body.submittedAt)).toBe(48 * 3_600_000);
    expect(asked.headers.get('etag')).toMatch(/^"1-/);
  });

  test('takes effect once per key and refuses the key with another body', async () => {
    const board = await aBoard().make();
    const send = (title = 'Twice') => requester.submit(board, { title }, { 'idempotency-key': 'one' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.number).toBe(first.body.number);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect((await requester.get<RequestList>(`${board.path}/requests`)).body.items).toHaveLength(1);
    expect(refusalOf(await send('Another'))).toEqual({ status: 422, code: 'idempotency-key-reused' });
  });

  test('may follow an answered request of the same requester', async () => {
    const board = await aBoard().make();
    await requester.submit(board, { title: 'The first' });
    const follow = (who: 'requester' | 'secondRequester') =>
      api.people[who].submit(board, { title: 'The second', follows: 1 });
    expect(refusalOf(await follow('requester'), 'errors')).toEqual({
      status: 409,
      code: 'request-not-answered',
      errors: [{ path: 'follows', code: 'stillWaits', message: 'Still waits for its answer.' }],
    });
    await manager.answer(board, 1, decline);
    expect(refusalOf(await follow('secondRequester'), 'errors').errors).toEqual([
      { path: 'follows', code: 'absent', message: 'Doesn’t exist here.' },
    ]);
    const second = await follow('requester');
    expect(second.body.follows).toMatchObject({ number: 1 });
    expect((await requester.readRequest(board, 1)).body.followedBy).toMatchObject({ number: 2 });
  });

  test('is refused to a viewer, on an archived board and without a title', async () => {
    const board = await aBoard().make();
    expect(refusalOf(await viewer.submit(board, { title: 'No' }))).toEqual({
      status: 403,
      code: 'not-allowed',
    });
    const empty = await requester.submit(board, { title: ' ' });
    expect(refusalOf(empty, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'title' }] });
    await owner.patch(board.path, { archived: true });
    expect(refusalOf(await requester.submit(board, { title: 'No' }))).toEqual({
      status: 409,
      code: 'board-archived',
    });
  });
});

describe('a request that is needed', () => {
  const timeZone = 'America/Los_Angeles';
  const workingHours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
  const policy = { answerWithinHours: 80, graceHours: 8, remindBeforeHours: 8, workingHours, timeZone };
  const there = (days: number) => addDays(todayIn(api.clock.now(), timeZone), days);
  /** When work ends on that day or the last working day before. */
  const endOf = (day: string) => lastWorkingMoment(day, policy)!;
  const after = (at: Date, hours: number) => addWorkingTime(at, hours, policy).toISOString();

  test('is due by then with its grace, also when the day changes, by a ticket and after a redirect', async () => {
    const board = await aBoard().intake(policy).make();
    const [soon, late] = [endOf(there(6)), endOf(there(9))];
    const asked = await board.ask('Needed', { neededBy: there(6) });
    const promised = after(new Date(asked.submittedAt), 80);
    expect(asked).toMatchObject({
      answerBy: soon.toISOString(),
      expiresAt: after(soon, 8),
      answerAfterNeededBy: false,
    });

    const change = async (body: object) => (await requester.patchRequest(board, 1, body)).body;
    expect(await change({ neededBy: there(9) })).toMatchObject({ answerBy: late.toISOString() });
    expect((await board.events()).at(-1)).toMatchObject({
      type: 'request.changed',
      changes: [
        {
          from: { neededBy: there(6), answerBy: soon.toISOString() },
          to: { neededBy: there(9), answerBy: late.toISOString(), expiresAt: after(late, 8) },
        },
      ],
    });
    expect(Date.parse((await change({ neededBy: null })).answerBy)).toBeCloseTo(Date.parse(promised), -5);
    await change({ neededBy: there(6) });

    const elsewhere = await aBoard().intake(policy).make();
    const message = 'The data team looks after these.';
    await manager.answer(board, 1, { kind: 'redirect', board: elsewhere.key, message });
    const moved = (await requester.readRequest(elsewhere, 1)).body;
    expect(moved).toMatchObject({ neededBy: there(6), answerBy: soon.toISOString() });
    await manager.answer(elsewhere, 1, defer(there(1)));
    api.clock.pass({ days: 2 });
    const again = await requester.askAgain(elsewhere, 1);
    expect(again.body).toMatchObject({ neededBy: moved.neededBy, answerBy: soon.toISOString() });
  });

  test('before the next working hour ends is announced as possibly late, before and after it is sent', async () => {
    const holidays = [0, 1, 2, 3].map(there);
    const board = await aBoard()
      .intake({ ...policy, workingHours: { ...workingHours, days: [1, 2, 3, 4, 5, 6, 7], holidays } })
      .make();
    const door = RequesterBoard.parse((await requester.get(`${board.path}/intake/door`)).body);
    expect(door.answersInTimeFrom).toBe(there(4));
    const [early, inTime] = [
      await board.ask('Too early', { neededBy: there(3) }),
      await board.ask('In time', { neededBy: there(4) }),
    ];
    expect(early).toMatchObject({ answerAfterNeededBy: true });
    expect(inTime).toMatchObject({ answerAfterNeededBy: false });
    expect(Date.parse(early.answerBy)).toBeGreaterThan(Date.parse(inTime.answerBy));
  });

  test('keeps its day after the reply to a question', async () => {
    const board = await aBoard().intake(policy).make();
    const { answerBy } = await board.ask('Needed', { neededBy: there(8) });
    await manager.say(board, 1, 'Who is it for?', { asks: true });
    api.clock.pass({ days: 3 });
    await requester.say(board, 1, 'For all of us.');
    expect((await requester.readRequest(board, 1)).body).toMatchObject({ answerBy, pausedAt: null });
  });
});
