import { describe, expect, test } from '@jest/globals';
import { problemSchemas, Request } from '@weir/contract';
import { decline, defer, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();

describe('an answer', () => {
  test('that declines says why, and its requester reads it', async () => {
    const board = await world.board();
    await world.ask(board);
    const answered = await world.manager.put(`${board}/requests/1/answer`, decline);
    expect(answered.status).toBe(200);
    const read = await world.requester.get(`${board}/requests/1`);
    expect(read.body).toEqual(answered.body);
    expect(Request.parse(read.body)).toMatchObject({
      state: 'answered',
      position: null,
      forecast: null,
      answer: { ...decline, by: { id: world.manager.id, name: 'Mira Mensah' } },
      ticket: null,
    });
    expect(read.headers.get('etag')).toBe('"2"');
  });

  test('without reason or message is refused, and nothing changes', async () => {
    const board = await world.board();
    await world.ask(board);
    const refused = await world.manager.put(`${board}/requests/1/answer`, {
      kind: 'decline',
      message: 'No.',
    });
    expect(told(refused, 'errors')).toMatchObject({
      status: 422,
      errors: [{ path: 'reason' }, { path: 'message' }],
    });
    expect((await world.requester.get(`${board}/requests/1`)).body.state).toBe('waiting');
  });

  test('is given once: the second is told the one that stands', async () => {
    const board = await world.board();
    await world.ask(board);
    const both = await Promise.all([
      world.manager.put(`${board}/requests/1/answer`, decline),
      world.owner.put(`${board}/requests/1/answer`, { kind: 'accept' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const stands = (await world.requester.get(`${board}/requests/1`)).body.answer;
    const refused = both.find(({ status }) => status === 409);
    expect(told(refused!, 'answer')).toEqual({ status: 409, code: 'already-answered', answer: stands });
    problemSchemas['already-answered'].parse(refused!.body);
  });

  test('is a manager’s to give', async () => {
    const board = await world.board();
    await world.ask(board);
    for (const who of [world.member, world.requester, world.viewer]) {
      expect((await who.put(`${board}/requests/1/answer`, decline)).status).toBe(403);
    }
    expect((await world.manager.put(`${board}/requests/99/answer`, decline)).status).toBe(404);
  });

  test('to a version that its requester has changed meanwhile is refused', async () => {
    const board = await world.board();
    await world.ask(board);
    await world.requester.patch(`${board}/requests/1`, { title: 'Two sandboxes' });
    const refused = await world.manager.put(`${board}/requests/1/answer`, decline, { 'if-match': '"1"' });
    expect(told(refused, 'version')).toEqual({ status: 412, code: 'precondition-failed', version: '"2"' });
  });

  test('sent again with its key is the same answer', async () => {
    const board = await world.board();
    await world.ask(board);
    const send = () => world.manager.put(`${board}/requests/1/answer`, decline, { 'idempotency-key': 'k' });
    const [first, second] = [await send(), await send()];
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });
});

describe('a deferral', () => {
  test('names a day ahead, by a year at most, in the board’s time zone', async () => {
    const board = await world.board();
    await world.ask(board);
    for (const until of [world.day(), world.day(-3), world.day(400)]) {
      const refused = await world.manager.put(`${board}/requests/1/answer`, defer(until));
      expect(told(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'until' }] });
    }
    const deferred = await world.manager.put(`${board}/requests/1/answer`, defer(world.day(10)));
    expect(deferred.body).toMatchObject({
      answer: { kind: 'defer', until: world.day(10) },
      ticket: { from: world.day(10), used: false },
    });
  });

  test('gives a ticket: too early, then once, and to nobody else', async () => {
    const board = await world.board();
    await world.ask(board, 'A sandbox', { description: 'Read only' });
    await world.manager.put(`${board}/requests/1/answer`, defer(world.day(10)));
    const again = (who = world.requester) => who.post(`${board}/requests/1/ask-again`);
    expect(told(await again(), 'from')).toEqual({
      status: 409,
      code: 'too-early',
      from: world.day(10),
    });
    world.clock.pass({ days: 11 });
    expect(told(await again(world.otherRequester))).toEqual({ status: 404, code: 'not-found' });
    const asked = await again();
    expect(Request.parse(asked.body)).toMatchObject({
      number: 2,
      title: 'A sandbox',
      description: 'Read only',
      follows: { number: 1 },
    });
    expect(told(await again(), 'followedBy')).toEqual({ status: 409, code: 'already-asked', followedBy: 2 });
    expect((await world.requester.get(`${board}/requests/1`)).body).toMatchObject({
      ticket: { used: true },
      followedBy: { number: 2 },
    });
  });

  test('asked again is first in its class, and still bounded by the depth', async () => {
    const board = await world.board({ intake: { depth: 1 } });
    await world.ask(board);
    await world.manager.put(`${board}/requests/1/answer`, defer(world.day(1)));
    await world.otherRequester.post(`${board}/requests`, { title: 'In the way' });
    world.clock.pass({ days: 2 });
    expect(told(await world.requester.post(`${board}/requests/1/ask-again`)).code).toBe('intake-queue-full');
    await world.manager.patch(`${board}/intake`, { depth: 2 });
    expect((await world.requester.post(`${board}/requests/1/ask-again`)).body).toMatchObject({
      number: 3,
      position: 1,
    });
  });

  test('is the only answer that gives one', async () => {
    const board = await world.board();
    await world.ask(board);
    expect(told(await world.requester.post(`${board}/requests/1/ask-again`)).code).toBe('not-deferred');
    await world.manager.put(`${board}/requests/1/answer`, decline);
    expect(told(await world.requester.post(`${board}/requests/1/ask-again`)).code).toBe('not-deferred');
  });
});
