import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../support/caller.js';
import { defer, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();

describe('a fixed date', () => {
  test('is refused without its day, whether asked, claimed later, or with the day taken away', async () => {
    const board = await world.board({ intake: { openPerRequester: 10 } });
    await world.manager.put(`${board}/intake/gate`, { state: 'throttled', reason: 'Audit week' });
    const fault = { path: 'neededBy', message: expect.stringContaining('fixed-date work') };
    const isRefused = (answer: Answer<unknown>) =>
      expect(told(answer, 'errors')).toEqual({ status: 422, code: 'invalid-input', errors: [fault] });
    const claim = { title: 'By when?', classOfService: 'fixedDate' };
    const ask = (more: object) => world.requester.post(`${board}/requests`, { ...claim, ...more });
    isRefused(await ask({}));
    isRefused(await ask({ neededBy: null }));
    expect((await world.requester.get(`${board}/requests/1`)).status).toBe(404);

    const dated = `${board}/requests/${(await ask({ neededBy: world.day(9) })).body.number}`;
    isRefused(await world.requester.patch(dated, { neededBy: null }));
    isRefused(await world.requester.patch(dated, { neededBy: null, classOfService: 'fixedDate' }));
    await world.manager.put(`${board}/intake/gate`, { state: 'open', reason: 'It is over' });
    const undated = `${board}/requests/${(await ask({ classOfService: 'standard' })).body.number}`;
    isRefused(await world.requester.patch(undated, { classOfService: 'fixedDate' }));
    expect((await world.requester.get(undated)).body).toMatchObject({
      classOfService: 'standard',
      version: 1,
    });
    const both = { classOfService: 'fixedDate', neededBy: world.day(9) };
    expect((await world.requester.patch(undated, both)).body).toMatchObject(both);
    const neither = { classOfService: 'standard', neededBy: null };
    expect((await world.requester.patch(dated, neither)).body).toMatchObject(neither);
  });

  test('is not made of a day that has passed since', async () => {
    const board = await world.board();
    const { number } = await world.ask(board, 'In time', { neededBy: world.day(1) });
    world.clock.pass({ days: 2 });
    const path = `${board}/requests/${number}`;
    const late = await world.requester.patch(path, { classOfService: 'fixedDate' });
    expect(told(late, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'neededBy' }] });
    expect((await world.requester.patch(path, { classOfService: 'intangible' })).status).toBe(200);
  });

  test('keeps its day when it is asked again', async () => {
    const board = await world.board();
    const claim = { classOfService: 'fixedDate', neededBy: world.day(9) };
    const { number } = await world.ask(board, 'For the audit', claim);
    await world.manager.put(`${board}/requests/${number}/answer`, defer(world.day(1)));
    world.clock.pass({ days: 1 });
    const again = await world.requester.post(`${board}/requests/${number}/ask-again`);
    expect(again).toMatchObject({ status: 201, body: claim });
  });
});
