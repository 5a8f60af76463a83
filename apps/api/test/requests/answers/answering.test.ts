import { describe, expect, test } from '@jest/globals';
import { problemSchemas, Request } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { owner, manager, member, requester, viewer } = api.people;

describe('an answer', () => {
  test('gives its reason and message, which the requester can read', async () => {
    const board = await aBoard().make();
    await board.ask();
    const answered = await manager.answer(board, 1, decline);
    expect(answered.status).toBe(200);
    const read = await requester.readRequest(board, 1);
    expect(read.body).toEqual(answered.body);
    expect(Request.parse(read.body)).toMatchObject({
      state: 'answered',
      position: null,
      forecast: null,
      answer: { ...decline, by: { id: manager.id, name: 'Mira Mensah' } },
      ticket: null,
    });
    expect(read.headers.get('etag')).toMatch(/^"2-/);
  });

  test('without reason or message is refused and changes nothing', async () => {
    const board = await aBoard().make();
    await board.ask();
    const refused = await manager.answer(board, 1, {
      kind: 'decline',
      message: 'No.',
    });
    expect(refusalOf(refused, 'errors')).toMatchObject({
      status: 422,
      errors: [{ path: 'reason' }, { path: 'message' }],
    });
    expect((await requester.readRequest(board, 1)).body.state).toBe('waiting');
  });

  test('of an unknown kind is refused with the kinds that there are', async () => {
    const board = await aBoard().make();
    await board.ask();
    const values = 'accept, acceptPart, trade, decline, defer, duplicate, redirect';
    const refused = await manager.answer(board, 1, { ...decline, kind: 'snooze' });
    expect(refusalOf(refused, 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'kind', code: 'notOneOf', params: { values }, message: `Must be one of: ${values}.` }],
    });
  });

  test('is given once: a second one is refused with the first', async () => {
    const board = await aBoard().make();
    await board.ask();
    const both = await Promise.all([
      manager.answer(board, 1, decline),
      owner.answer(board, 1, { kind: 'accept' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const first = (await requester.readRequest(board, 1)).body.answer;
    const refused = both.find(({ status }) => status === 409);
    expect(refusalOf(refused!, 'answer')).toEqual({ status: 409, code: 'already-answered', answer: first });
    problemSchemas['already-answered'].parse(refused!.body);
  });

  test('needs the role manager or owner', async () => {
    const board = await aBoard().make();
    await board.ask();
    for (const who of [member, requester, viewer]) {
      expect((await who.answer(board, 1, decline)).status).toBe(403);
    }
    expect((await manager.answer(board, 99, decline)).status).toBe(404);
  });

  test('is refused if the requester has changed the request meanwhile', async () => {
    const board = await aBoard().make();
    await board.ask();
    await requester.patchRequest(board, 1, { title: 'Two sandboxes' });
    const refused = await manager.answer(board, 1, decline, { 'if-match': '"1"' });
    expect(refusalOf(refused, 'version')).toEqual({
      status: 412,
      code: 'precondition-failed',
      version: '"2"',
    });
  });

  test('is replayed when it is sent again with its key', async () => {
    const board = await aBoard().make();
    await board.ask();
    const send = () => manager.answer(board, 1, decline, { 'idempotency-key': 'k' });
    const [first, second] = [await send(), await send()];
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });
});

describe('defer', () => {
  test('takes a date from tomorrow to a year ahead, in the board’s time zone', async () => {
    const board = await aBoard().make();
    await board.ask();
    for (const until of [api.day(), api.day(-3), api.day(400)]) {
      const refused = await manager.answer(board, 1, defer(until));
      expect(refusalOf(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'until' }] });
    }
    const deferred = await manager.answer(board, 1, defer(api.day(10)));
    expect(deferred.body).toMatchObject({
      answer: { kind: 'defer', until: api.day(10) },
      ticket: { from: api.day(10), used: false },
    });
  });
});
