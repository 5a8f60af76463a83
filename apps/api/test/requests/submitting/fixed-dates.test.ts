import { describe, expect, test } from '@jest/globals';
import { defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import type { Answer } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester } = api.people;

describe('a fixed-date request', () => {
  test('needs a day when it is submitted, claimed later or edited', async () => {
    const board = await aBoard().intake({ openPerRequester: 10 }).make();
    await manager.setGate(board, { state: 'throttled', reason: 'Audit week' });
    const fault = { path: 'neededBy', code: 'fixedDateNeedsDay', message: expect.any(String) };
    const isRefused = (answer: Answer<unknown>) =>
      expect(refusalOf(answer, 'errors')).toEqual({ status: 422, code: 'invalid-input', errors: [fault] });
    const claim = { title: 'By when?', classOfService: 'fixedDate' };
    const ask = (more: object) => requester.submit(board, { ...claim, ...more });
    isRefused(await ask({}));
    isRefused(await ask({ neededBy: null }));
    expect((await requester.readRequest(board, 1)).status).toBe(404);

    const dated = `${board.path}/requests/${(await ask({ neededBy: api.day(9) })).body.number}`;
    isRefused(await requester.patch(dated, { neededBy: null }));
    isRefused(await requester.patch(dated, { neededBy: null, classOfService: 'fixedDate' }));
    await manager.setGate(board, { state: 'open', reason: 'It is over' });
    const undated = `${board.path}/requests/${(await ask({ classOfService: 'standard' })).body.number}`;
    isRefused(await requester.patch(undated, { classOfService: 'fixedDate' }));
    expect((await requester.get(undated)).body).toMatchObject({
      classOfService: 'standard',
      version: 1,
    });
    const both = { classOfService: 'fixedDate', neededBy: api.day(9) };
    expect((await requester.patch(undated, both)).body).toMatchObject(both);
    const neither = { classOfService: 'standard', neededBy: null };
    expect((await requester.patch(dated, neither)).body).toMatchObject(neither);
  });

  test('cannot be claimed for a day that has passed', async () => {
    const board = await aBoard().make();
    const { number } = await board.ask('In time', { neededBy: api.day(1) });
    api.clock.pass({ days: 2 });
    const path = `${board.path}/requests/${number}`;
    const late = await requester.patch(path, { classOfService: 'fixedDate' });
    expect(refusalOf(late, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'neededBy' }] });
    expect((await requester.patch(path, { classOfService: 'intangible' })).status).toBe(200);
  });

  test('keeps its day when it is asked again', async () => {
    const board = await aBoard().make();
    const claim = { classOfService: 'fixedDate', neededBy: api.day(9) };
    const { number } = await board.ask('For the audit', claim);
    await manager.answer(board, number, defer(api.day(1)));
    api.clock.pass({ days: 1 });
    const again = await requester.askAgain(board, number);
    expect(again).toMatchObject({ status: 201, body: claim });
  });
});
