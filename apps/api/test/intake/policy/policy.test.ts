import { describe, expect, test } from '@jest/globals';
import { type EventList, Intake, type NoticeList, type RequestHistory } from '@weir/contract';
import { addDays } from '@weir/domain';
import { createWords } from '@weir/words/catalogue';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { owner, manager, member, requester, secondRequester, viewer, stranger } = api.people;

describe('the intake policy', () => {
  test('is changed by a manager as one event with the changed fields', async () => {
    const board = await aBoard().make();
    const changed = await manager.patch(`${board.path}/intake`, {
      depth: 4,
      timeZone: 'Europe/Berlin',
      openPerRequester: 3,
    });
    expect(Intake.parse(changed.body)).toMatchObject({
      depth: 4,
      timeZone: 'Europe/Berlin',
      openPerRequester: 3,
      waiting: 0,
    });
    expect((await viewer.get(`${board.path}/intake`)).body).toEqual(changed.body);
    const { items } = (await member.get<EventList>(`${board.path}/events`)).body;
    expect(items.at(-1)).toMatchObject({
      type: 'intake.changed',
      changes: [{ from: { depth: 8, timeZone: 'UTC' }, to: { depth: 4, timeZone: 'Europe/Berlin' } }],
    });
    await manager.patch(`${board.path}/intake`, { depth: 4 });
    expect(await board.events()).toHaveLength(items.length);
  });

  test('refuses a stale If-Match, as do the gate and the form', async () => {
    const board = await aBoard().make();
    const seen = (await manager.get(board.path)).headers.get('etag') as string;
    await manager.patch(`${board.path}/intake`, { depth: 4 }, { 'if-match': seen });
    const stale = { 'if-match': seen };
    const answers = [
      await manager.patch(`${board.path}/intake`, { depth: 5 }, stale),
      await manager.setGate(board, { state: 'shut', reason: 'Moving house' }, stale),
      await manager.put(`${board.path}/intake/form`, { on: false }, stale),
    ];
    expect(answers.map((answer) => refusalOf(answer))).toEqual(
      answers.map(() => ({ status: 412, code: 'precondition-failed' })),
    );
    const { depth, gate } = (await manager.get<Intake>(`${board.path}/intake`)).body;
    expect([depth, gate.state]).toEqual([4, 'open']);
  });

  test('needs the role manager or owner', async () => {
    const board = await aBoard().make();
    for (const who of [member, requester, viewer]) {
      expect((await who.patch(`${board.path}/intake`, { depth: 4 })).status).toBe(403);
      expect((await who.setGate(board, { state: 'shut', reason: 'Mine' })).status).toBe(403);
    }
    expect((await requester.get(`${board.path}/intake`)).status).toBe(403);
  });

  test('refuses values out of range and an unknown time zone', async () => {
    const board = await aBoard().make();
    const patch = (change: object) => manager.patch(`${board.path}/intake`, change);
    for (const [name, value] of Object.entries({
      depth: -1,
      openPerRequester: 0,
      answerWithinHours: 1e9,
      timeZone: 'Mars/Olympus',
    })) {
      expect(refusalOf(await patch({ [name]: value }), 'errors')).toMatchObject({
        status: 422,
        errors: [{ path: name }],
      });
    }
  });

  test('takes both watermarks or none, in order and within the depth', async () => {
    const board = await aBoard().make();
    const change = async (policy: object) =>
      refusalOf(await manager.patch(`${board.path}/intake`, policy), 'errors');
    const faultIn = (path: string) => ({ status: 422, code: 'invalid-input', errors: [{ path }] });
    expect(await change({ highWatermark: 6 })).toMatchObject(faultIn('lowWatermark'));
    expect(await change({ lowWatermark: 2 })).toMatchObject(faultIn('highWatermark'));
    expect(await change({ highWatermark: 4, lowWatermark: 4 })).toMatchObject(faultIn('lowWatermark'));
    expect(await change({ highWatermark: 9, lowWatermark: 4 })).toMatchObject(faultIn('highWatermark'));
    expect(await change({ highWatermark: 6, lowWatermark: 2 })).toMatchObject({ status: 200 });
    expect(await change({ depth: 5 })).toMatchObject(faultIn('highWatermark'));
    expect(await change({ lowWatermark: null })).toMatchObject(faultIn('lowWatermark'));
    expect(await change({ depth: 5, highWatermark: null, lowWatermark: null })).toMatchObject({
      status: 200,
    });
  });

  test.each([
    ['more options than the depth', { minOptions: 9 }, 'minOptions'],
    ['a depth below the minimum of options', { depth: 2 }, 'minOptions'],
    ['a reminder no later than the request', { remindBeforeHours: 72 }, 'remindBeforeHours'],
    ['a deadline within the reminder’s time', { answerWithinHours: 24 }, 'remindBeforeHours'],
    ['more per hour than per day', { perRequesterPerHour: 5 }, 'perRequesterPerHour'],
  ])('refuses %s and keeps the current policy', async (_, change, path) => {
    const board = await aBoard().intake({ minOptions: 3, perRequesterPerDay: 4 }).make();
    const before = (await manager.get<Intake>(`${board.path}/intake`)).body;
    const refused = await manager.patch(`${board.path}/intake`, change);
    expect(refusalOf(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path }] });
    expect((await manager.get<Intake>(`${board.path}/intake`)).body).toEqual(before);
    expect((await manager.patch(`${board.path}/intake`, { depth: 0 })).status).toBe(200);
  });

  test('escalates only to managers and owners of the workspace', async () => {
    const board = await aBoard().make();
    const escalateTo = (...people: { id: string }[]) =>
      manager.patch<Intake>(`${board.path}/intake`, { escalateTo: people.map(({ id }) => id) });
    for (const who of [member, requester, { id: stranger.id }]) {
      const refused = await escalateTo(manager, who);
      expect(refusalOf(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'escalateTo' }] });
    }
    expect((await escalateTo(manager, owner)).body.escalateTo).toHaveLength(2);
  });

  test('of a new board counts working hours: 24 to answer, a reminder 8 before, and 24 of grace', async () => {
    const columns = ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind }));
    const path = '/v1/workspaces/demo/boards/HOURS';
    await manager.post('/v1/workspaces/demo/boards', { key: 'HOURS', name: 'New', columns });
    const defaults = {
      answerWithinHours: 24,
      graceHours: 24,
      remindBeforeHours: 8,
      workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] },
    };
    expect((await manager.get<Intake>(`${path}/intake`)).body).toMatchObject(defaults);

    // A board made by plain SQL has the same.
    await api.pool.query(
      `DELETE FROM intakes i USING boards b WHERE b.key = 'HOURS' AND i.workspace_id = b.workspace_id AND i.board_id = b.id`,
    );
    await api.pool.query(
      `INSERT INTO intakes (workspace_id, board_id) SELECT workspace_id, id FROM boards WHERE key = 'HOURS'`,
    );
    expect((await manager.get<Intake>(`${path}/intake`)).body).toMatchObject(defaults);
  });

  test('is checked the same way for a new board', async () => {
    const make = async (intake: object) => {
      const columns = ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind }));
      const board = { key: 'NEWONE', name: 'New', columns, intake };
      return refusalOf(await manager.post('/v1/workspaces/demo/boards', board), 'errors');
    };
    const faultIn = (path: string) => ({ status: 422, code: 'invalid-input', errors: [{ path }] });
    expect(await make({ highWatermark: 6 })).toMatchObject(faultIn('intake.lowWatermark'));
    expect(await make({ depth: 0, highWatermark: 6, lowWatermark: 2 })).toMatchObject(
      faultIn('intake.highWatermark'),
    );
    expect(
      await make({ workingHours: { days: [1], from: '09:00', to: '09:01', holidays: [] } }),
    ).toMatchObject(faultIn('intake.workingHours'));
    expect(await make({ minOptions: 9 })).toMatchObject(faultIn('intake.minOptions'));
    expect(await make({ answerWithinHours: 24, remindBeforeHours: 24 })).toMatchObject(
      faultIn('intake.remindBeforeHours'),
    );
    expect(await make({ escalateTo: [requester.id] })).toMatchObject(faultIn('intake.escalateTo'));
    expect(await make({ highWatermark: 6, lowWatermark: 2, escalateTo: [manager.id] })).toMatchObject({
      status: 201,
    });
  });

  test('with a new day off moves answers to the working day before, as part of its event', async () => {
    const board = await aBoard().intake({ answerWithinHours: 100 }).make();
    const { answerBy, submittedAt } = await board.ask();
    const day = answerBy.slice(0, 10);
    const workingHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:00', holidays: [day] };
    expect((await manager.patch(`${board.path}/intake`, { workingHours })).status).toBe(200);
    const moved = (await requester.readRequest(board, 1)).body;
    expect(moved.answerBy).toBe(`${addDays(day, -1)}T23:00:00.000Z`);
    expect(moved.answerBy > submittedAt).toBe(true);
    expect((await board.events()).at(-1)).toMatchObject({
      type: 'intake.changed',
      changes: [
        { to: { workingHours } },
        { request: 1, from: { answerBy }, to: { answerBy: moved.answerBy } },
      ],
    });
    // An answer on a working day stays when the hours change again.
    await manager.patch(`${board.path}/intake`, { workingHours: { ...workingHours, to: '12:00' } });
    expect((await requester.readRequest(board, 1)).body.answerBy).toBe(moved.answerBy);
  });

  test('with new days off corrects promises: one notice a minute after the last change, and a line in the history', async () => {
    const board = await aBoard().intake({ answerWithinHours: 100 }).make();
    const { answerBy } = await board.ask();
    const noticesOf = async (person: typeof requester) =>
      (await person.get<NoticeList>('/v1/workspaces/demo/notices?size=100')).body.items.filter(
        (notice) => notice.board.key === board.key && notice.kind === 'answerMoved',
      );
    const linesOf = async () =>
      (await requester.get<RequestHistory>(`${board.path}/requests/1/history`)).body.items.slice(1);
    const off = async (...holidays: string[]) => {
      const workingHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:00', holidays };
      expect((await manager.patch(`${board.path}/intake`, { workingHours })).status).toBe(200);
    };
    const sweep = async (minutes: number) => {
      api.clock.pass({ minutes });
      await api.service('SweepService').sweep();
    };
    const day = answerBy.slice(0, 10);
    await off(day);
    await sweep(0.5);
    await off(day, addDays(day, -1));
    await sweep(0.9);
    expect(await noticesOf(requester)).toEqual([]);
    for (const minutes of [0.2, 5, 60]) await sweep(minutes);
    const [notice, ...more] = await noticesOf(requester);
    expect(more).toEqual([]);
    const moved = (await requester.readRequest(board, 1)).body.answerBy;
    expect(moved).toBe(`${addDays(day, -2)}T23:00:00.000Z`);
    const words = createWords('en').dates;
    const [from, to] = [words.instant(answerBy, 'UTC'), words.instant(moved, 'UTC')];
    expect(notice?.text).toContain(`is now promised by ${to}. Before, it was ${from}.`);
    expect(await linesOf()).toEqual([
      {
        at: expect.any(String),
        by: expect.objectContaining({ id: manager.id }),
        what: `The team’s working hours or holidays changed. The answer was then promised by ${to}, not by ${from}.`,
      },
    ]);
    expect(await noticesOf(manager)).toEqual([]);

    // The next correction is one of its own, and an answered request needs none.
    await off(day, addDays(day, -1), addDays(day, -2));
    await sweep(2);
    expect(await noticesOf(requester)).toHaveLength(2);
    expect(await linesOf()).toHaveLength(2);
    await off(day, addDays(day, -1), addDays(day, -2), addDays(day, -3));
    await manager.answer(board, 1, decline);
    await sweep(2);
    expect(await noticesOf(requester)).toHaveLength(2);
  });

  test('refuses a deadline that its working hours never reach', async () => {
    const board = await aBoard().make();
    const patch = (change: object) => manager.patch(`${board.path}/intake`, change);
    const workingHours = { days: [1], from: '09:00', to: '09:01', holidays: [] };
    const fault = { status: 422, errors: [{ path: 'workingHours' }] };
    expect(refusalOf(await patch({ workingHours, answerWithinHours: 2160 }), 'errors')).toMatchObject(fault);
    const short = { answerWithinHours: 1, graceHours: 1, remindBeforeHours: null };
    expect((await patch({ workingHours, ...short })).status).toBe(200);
    expect(refusalOf(await patch({ answerWithinHours: 2160 }), 'errors')).toMatchObject(fault);
    expect((await requester.submit(board, { title: 'In an hour of work' })).status).toBe(201);
  });

  test('with a depth lowered below the queue keeps every request and refuses new ones', async () => {
    const board = await aBoard().make();
    for (const title of ['One', 'Two']) await requester.submit(board, { title });
    expect((await manager.patch(`${board.path}/intake`, { depth: 1 })).body).toMatchObject({
      depth: 1,
      waiting: 2,
    });
    expect(refusalOf(await secondRequester.submit(board, { title: 'Three' })).code).toBe('intake-queue-full');
    await requester.withdraw(board, 1);
    expect(refusalOf(await secondRequester.submit(board, { title: 'Three' })).code).toBe('intake-queue-full');
    await requester.withdraw(board, 2);
    expect((await secondRequester.submit(board, { title: 'Three' })).status).toBe(201);
  });
});
