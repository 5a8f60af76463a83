import { describe, expect, test } from '@jest/globals';
import { type EventList, Gate, Intake } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, viewer } = api.people;

describe('setting the gate', () => {
  test('records the reason, who set it and until when', async () => {
    const board = await aBoard().make();
    const end = new Date(api.clock.now().getTime() + 3_600_000);
    const until = end.toISOString();
    // The same instant, as a clock two hours ahead shows it.
    const sent = new Date(end.getTime() + 2 * 3_600_000).toISOString().replace('Z', '+02:00');
    const set = await manager.setGate(board, { state: 'shut', reason: 'Audit week', until: sent });
    expect(Gate.parse(set.body)).toMatchObject({
      state: 'shut',
      reason: 'Audit week',
      until,
      by: { id: manager.id },
    });
    expect((await viewer.get<Intake>(`${board.path}/intake`)).body.gate).toEqual(set.body);
    const { items } = (await member.get<EventList>(`${board.path}/events`)).body;
    expect(items.at(-1)).toMatchObject({
      type: 'gate.changed',
      changes: [{ from: { state: 'open' }, to: { state: 'shut', until } }],
    });
  });

  test('with an end opens the gate at that time', async () => {
    const board = await aBoard().make();
    const until = new Date(api.clock.now().getTime() + 60_000).toISOString();
    await manager.setGate(board, { state: 'shut', reason: 'A minute', until });
    api.clock.pass({ hours: 1 });
    expect((await viewer.get<Intake>(`${board.path}/intake`)).body.gate).toMatchObject({
      state: 'open',
      until: null,
    });
  });

  test('takes an end up to a year ahead', async () => {
    const board = await aBoard().make();
    const put = (ahead: number) => {
      const until = `${api.day(ahead)}T00:00:00Z`;
      return manager.setGate(board, { state: 'shut', reason: 'A long pause', until });
    };
    expect(refusalOf(await put(40 * 365), 'errors')).toMatchObject({
      status: 422,
      errors: [
        { path: 'until', code: 'yearAhead', params: { last: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } },
      ],
    });
    expect((await manager.get<Intake>(`${board.path}/intake`)).body.gate.state).toBe('open');
    expect((await put(365)).status).toBe(200);
  });

  test('to shut is refused without a reason or with an end in the past', async () => {
    const board = await aBoard().make();
    const put = (gate: object) => manager.setGate(board, gate);
    expect(refusalOf(await put({ state: 'shut' }), 'errors')).toMatchObject({
      status: 422,
      errors: [{ path: 'reason' }],
    });
    const past = await put({ state: 'shut', reason: 'Yesterday', until: '2020-01-01T00:00:00Z' });
    expect(refusalOf(past, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'until' }] });
  });
});
