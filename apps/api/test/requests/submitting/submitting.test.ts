import { describe, expect, test } from '@jest/globals';
import { Request, type RequestList } from '@weir/contract';
import { decline } from '../../support/answers.js';
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
