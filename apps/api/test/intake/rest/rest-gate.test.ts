import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RestStatus } from '@weir/contract';
import { nextDay } from '../../flow/figures/local-days.js';
import { theApi } from '../../support/api.js';
import { beginRestTest, gateOf, overloaded, restingBoard, restOf, setRest, sweep } from './resting-board.js';

const api = theApi();
const { manager, member } = api.people;

beforeEach(() => beginRestTest(api));

describe('the gate of a board that rests', () => {
  test('is throttled even if a manager had opened it before', async () => {
    const board = await restingBoard();
    await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
    await manager.setGate(board, { state: 'open', reason: 'We have moved' });
    api.clock.pass({ hours: 1 });
    const key = { 'idempotency-key': 'once' };
    const path = `${board.path}/intake/rest`;
    const first = await manager.put<RestStatus>(path, { state: 'resting' }, key);
    expect(await gateOf(manager, board)).toMatchObject({ state: 'throttled', by: null });
    const again = await manager.put<RestStatus>(path, { state: 'resting' }, key);
    expect([first.status, again.status, again.body.current?.id]).toEqual([200, 200, first.body.current?.id]);
  });

  test('ends the rest once a manager opens it, and stays open', async () => {
    const { board } = await overloaded(api, { byItself: true });
    await manager.setGate(board, { state: 'open', reason: 'We have help' });
    expect(await restOf(manager, board)).toMatchObject({
      current: null,
      last: { state: 'ended', endedFor: 'gateOpened', closedBy: { name: 'Mira Mensah' } },
    });
    await sweep(api);
    expect(await gateOf(manager, board)).toMatchObject({ state: 'open', by: { name: 'Mira Mensah' } });
  });

  test('keeps a manager’s setting until its end, then is throttled again while the rest lasts', async () => {
    const { board } = await overloaded(api, { byItself: true });
    const until = new Date(api.clock.now().getTime() + 3 * 3_600_000).toISOString();
    await manager.setGate(board, { state: 'shut', reason: 'Audit', until });
    await sweep(api);
    expect(await gateOf(manager, board)).toMatchObject({ state: 'shut', reason: 'Audit' });
    api.clock.pass({ hours: 4 });
    await sweep(api);
    expect(await gateOf(manager, board)).toMatchObject({ state: 'throttled', by: null });
    await manager.setGate(board, { state: 'shut', reason: 'Longer' });
    expect((await setRest(manager, board, { state: 'ended', reason: 'We are fine again' })).status).toBe(200);
    expect(await gateOf(manager, board)).toMatchObject({ state: 'shut', reason: 'Longer' });
  });

  test('shuts if answers are buried, and steps back to throttled, not to open', async () => {
    const { board } = await overloaded(
      api,
      { byItself: true, load: 10, overloadedDays: 1 },
      { gateByItself: true, answerWithinHours: 40, graceHours: 2000, remindBeforeHours: null },
      1,
    );
    const neededBy = nextDay(new Date(api.clock.now()).toISOString().slice(0, 10), 9);
    for (const title of ['One', 'Two', 'Three'])
      await board.ask(title, { classOfService: 'fixedDate', neededBy });
    api.clock.pass({ hours: 41 });
    await sweep(api);
    expect(await gateOf(manager, board)).toMatchObject({ state: 'shut', reason: '3 answers are overdue.' });
    const [card] = await board.order('Doing');
    await member.moveCard(board, card!, { column: 'Done' });
    for (const number of [1, 2, 3])
      await manager.answer(board, number, {
        kind: 'decline',
        reason: 'noCapacity',
        message: 'Not this month, sorry.',
      });
    api.clock.pass({ hours: 5 });
    await sweep(api);
    expect(await gateOf(manager, board)).toMatchObject({
      state: 'throttled',
      reason: expect.stringContaining('rests'),
    });
  });
});
