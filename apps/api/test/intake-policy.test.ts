import { describe, expect, test } from '@jest/globals';
import { type EventList, Gate, Intake } from '@weir/contract';
import { theWorld, told } from './intake-world.js';

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
