import { describe, expect, test } from '@jest/globals';
import { type EventList, Gate, Intake } from '@weir/contract';
import { theWorld, told } from '../../support/intake-world.js';

const world = theWorld();

describe('the policy', () => {
  test('is changed by a manager in one event that names what changed', async () => {
    const board = await world.board();
    const changed = await world.manager.patch(`${board}/intake`, {
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
    expect((await world.viewer.get(`${board}/intake`)).body).toEqual(changed.body);
    const { items } = (await world.member.get<EventList>(`${board}/events`)).body;
    expect(items.at(-1)).toMatchObject({
      type: 'intake.changed',
      changes: [{ from: { depth: 8, timeZone: 'UTC' }, to: { depth: 4, timeZone: 'Europe/Berlin' } }],
    });
    await world.manager.patch(`${board}/intake`, { depth: 4 });
    expect((await world.member.get<EventList>(`${board}/events`)).body.items).toHaveLength(items.length);
  });

  test('its gate and its form are not changed from a state of the board that has passed', async () => {
    const board = await world.board();
    const seen = (await world.manager.get(board)).headers.get('etag') as string;
    await world.manager.patch(`${board}/intake`, { depth: 4 }, { 'if-match': seen });
    const stale = { 'if-match': seen };
    const answers = [
      await world.manager.patch(`${board}/intake`, { depth: 5 }, stale),
      await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Moving house' }, stale),
      await world.manager.put(`${board}/intake/form`, { on: false }, stale),
    ];
    expect(answers.map((answer) => told(answer))).toEqual(
      answers.map(() => ({ status: 412, code: 'precondition-failed' })),
    );
    const { depth, gate } = (await world.manager.get<Intake>(`${board}/intake`)).body;
    expect([depth, gate.state]).toEqual([4, 'open']);
  });

  test('is nobody else’s to change', async () => {
    const board = await world.board();
    for (const who of [world.member, world.requester, world.viewer]) {
      expect((await who.patch(`${board}/intake`, { depth: 4 })).status).toBe(403);
      expect((await who.put(`${board}/intake/gate`, { state: 'shut', reason: 'Mine' })).status).toBe(403);
    }
    expect((await world.requester.get(`${board}/intake`)).status).toBe(403);
  });

  test('knows no depth below nothing and no zone that nobody knows', async () => {
    const board = await world.board();
    const patch = (change: object) => world.manager.patch(`${board}/intake`, change);
    for (const [name, value] of Object.entries({
      depth: -1,
      openPerRequester: 0,
      answerWithinHours: 1e9,
      timeZone: 'Mars/Olympus',
    })) {
      expect(told(await patch({ [name]: value }), 'errors')).toMatchObject({
        status: 422,
        errors: [{ path: name }],
      });
    }
  });

  test('has both watermarks or neither, in order and within its depth', async () => {
    const board = await world.board();
    const change = async (policy: object) =>
      told(await world.manager.patch(`${board}/intake`, policy), 'errors');
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
    ['more options than may wait', { minOptions: 9 }, 'minOptions'],
    ['a depth below the options that are wanted', { depth: 2 }, 'minOptions'],
    ['a reminder no later than the request', { remindBeforeHours: 72 }, 'remindBeforeHours'],
    ['an answer within the time of the reminder', { answerWithinHours: 24 }, 'remindBeforeHours'],
    ['more of one person an hour than a day', { perRequesterPerHour: 5 }, 'perRequesterPerHour'],
  ])('that can never hold is refused, with what stands: %s', async (_, change, path) => {
    const board = await world.board({ intake: { minOptions: 3, perRequesterPerDay: 4 } });
    const before = (await world.manager.get<Intake>(`${board}/intake`)).body;
    const refused = await world.manager.patch(`${board}/intake`, change);
    expect(told(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path }] });
    expect((await world.manager.get<Intake>(`${board}/intake`)).body).toEqual(before);
    expect((await world.manager.patch(`${board}/intake`, { depth: 0 })).status).toBe(200);
  });

  test('escalates to those who answer here, and to nobody else', async () => {
    const board = await world.board();
    const escalateTo = (...people: { id: string }[]) =>
      world.manager.patch<Intake>(`${board}/intake`, { escalateTo: people.map(({ id }) => id) });
    for (const who of [world.member, world.requester, { id: world.api.cast.stranger.id }]) {
      const refused = await escalateTo(world.manager, who);
      expect(told(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'escalateTo' }] });
    }
    expect((await escalateTo(world.manager, world.owner)).body.escalateTo).toHaveLength(2);
  });

  test('of a new board is held to the same', async () => {
    const make = async (intake: object) => {
      const columns = ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind }));
      const board = { key: 'NEWONE', name: 'New', columns, intake };
      return told(await world.manager.post('/v1/workspaces/demo/boards', board), 'errors');
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
    expect(await make({ escalateTo: [world.requester.id] })).toMatchObject(faultIn('intake.escalateTo'));
    expect(await make({ highWatermark: 6, lowWatermark: 2, escalateTo: [world.manager.id] })).toMatchObject({
      status: 201,
    });
  });

  test('promises no answer that its working hours never reach', async () => {
    const board = await world.board();
    const patch = (change: object) => world.manager.patch(`${board}/intake`, change);
    const workingHours = { days: [1], from: '09:00', to: '09:01', holidays: [] };
    const fault = { status: 422, errors: [{ path: 'workingHours' }] };
    expect(told(await patch({ workingHours, answerWithinHours: 2160 }), 'errors')).toMatchObject(fault);
    const short = { answerWithinHours: 1, graceHours: 1, remindBeforeHours: null };
    expect((await patch({ workingHours, ...short })).status).toBe(200);
    expect(told(await patch({ answerWithinHours: 2160 }), 'errors')).toMatchObject(fault);
    expect((await world.requester.post(`${board}/requests`, { title: 'In an hour of work' })).status).toBe(
      201,
    );
  });

  test('lowered below what waits throws nothing out and lets nothing in', async () => {
    const board = await world.board();
    for (const title of ['One', 'Two']) await world.requester.post(`${board}/requests`, { title });
    expect((await world.manager.patch(`${board}/intake`, { depth: 1 })).body).toMatchObject({
      depth: 1,
      waiting: 2,
    });
    expect(told(await world.otherRequester.post(`${board}/requests`, { title: 'Three' })).code).toBe(
      'intake-queue-full',
    );
    await world.requester.delete(`${board}/requests/1`);
    expect(told(await world.otherRequester.post(`${board}/requests`, { title: 'Three' })).code).toBe(
      'intake-queue-full',
    );
    await world.requester.delete(`${board}/requests/2`);
    expect((await world.otherRequester.post(`${board}/requests`, { title: 'Three' })).status).toBe(201);
  });
});

describe('the gate', () => {
  test('is set by hand with a reason, and says who and when', async () => {
    const board = await world.board();
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    const set = await world.manager.put(`${board}/intake/gate`, {
      state: 'shut',
      reason: 'Audit week',
      until,
    });
    expect(Gate.parse(set.body)).toMatchObject({
      state: 'shut',
      reason: 'Audit week',
      until,
      by: { id: world.manager.id },
    });
    expect((await world.viewer.get<Intake>(`${board}/intake`)).body.gate).toEqual(set.body);
    const { items } = (await world.member.get<EventList>(`${board}/events`)).body;
    expect(items.at(-1)).toMatchObject({
      type: 'gate.changed',
      changes: [{ from: { state: 'open' }, to: { state: 'shut', until } }],
    });
  });

  test('whose end has come stands open', async () => {
    const board = await world.board();
    const until = new Date(world.clock.now().getTime() + 60_000).toISOString();
    await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'A minute', until });
    world.clock.pass({ hours: 1 });
    expect((await world.viewer.get<Intake>(`${board}/intake`)).body.gate).toMatchObject({
      state: 'open',
      until: null,
    });
  });

  test('is set until a year ahead at most', async () => {
    const board = await world.board();
    const put = (ahead: number) => {
      const until = `${world.day(ahead)}T00:00:00Z`;
      return world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'A long pause', until });
    };
    expect(told(await put(40 * 365), 'errors')).toMatchObject({
      status: 422,
      errors: [
        { path: 'until', message: expect.stringMatching(/^must be a year ahead at most: \d+ \w+ \d{4}$/) },
      ],
    });
    expect((await world.manager.get<Intake>(`${board}/intake`)).body.gate.state).toBe('open');
    expect((await put(365)).status).toBe(200);
  });

  test('is not shut without a reason, nor until a time that has passed', async () => {
    const board = await world.board();
    const put = (gate: object) => world.manager.put(`${board}/intake/gate`, gate);
    expect(told(await put({ state: 'shut' }), 'errors')).toMatchObject({
      status: 422,
      errors: [{ path: 'reason' }],
    });
    const past = await put({ state: 'shut', reason: 'Yesterday', until: '2020-01-01T00:00:00Z' });
    expect(told(past, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'until' }] });
  });
});
