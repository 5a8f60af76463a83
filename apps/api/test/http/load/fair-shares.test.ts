import { once } from 'node:events';
import { connect } from 'node:net';
import { FairShares } from '../../../src/http/load/fair-shares.js';
import { all } from '../../races/crowd.js';
import { anApi, theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { EventListener } from '../../support/event-listener.js';
import type { Answer, Person } from '../../support/person.js';

describe('places', () => {
  const from = (caller: string, network = 'home') => ({ caller, network });
  const fill = (shares: FairShares, caller: string, network?: string) => {
    let taken = 0;
    for (; shares.refusal(from(caller, network)) === null; taken += 1) shares.take(from(caller, network));
    return taken;
  };

  test('one caller gets a ninth, one network a third, and others still get some', () => {
    const shares = new FairShares(1000);
    expect(fill(shares, 'greedy')).toBe(112);
    expect(shares.refusal(from('greedy'))).toBe('share');
    const others = ['second', 'third', 'fourth'].map((caller) => fill(shares, caller));
    expect(others.reduce((sum, taken) => sum + taken)).toBe(222);
    expect(shares.refusal(from('modest'))).toBe('share');
    expect(shares.refusal(from('modest', 'office'))).toBeNull();
  });

  test('many greedy callers leave a share to the next', () => {
    const shares = new FairShares(1000);
    for (let n = 0; n < 20; n += 1) fill(shares, `greedy ${n}`, `network ${n}`);
    expect(fill(shares, 'modest', 'office')).toBeGreaterThan(10);
  });

  test('a caller never gets more than it may have at all', () => {
    expect(fill(new FairShares(1000, 100), 'greedy')).toBe(100);
  });

  test('a place that is given back is free again', () => {
    const shares = new FairShares(1);
    const giveBack = shares.take(from('one'));
    expect(shares.refusal(from('other', 'office'))).toBe('full');
    giveBack();
    giveBack();
    expect(shares.refusal(from('other', 'office'))).toBeNull();
    expect(shares.count).toBe(0);
  });
});

describe('the API', () => {
  const api = theApi({ WEIR_MAX_IN_FLIGHT: '40', WEIR_TRUSTED_PROXIES: '1' });
  const office = { 'x-forwarded-for': '192.0.2.1' };
  const home = { 'x-forwarded-for': '198.51.100.1' };

  /** Sends calls of which none can finish before one is refused. */
  async function flood(count: number, send: (n: number) => Promise<Answer>) {
    const lock = await api.pool.connect();
    await lock.query('BEGIN; LOCK TABLE memberships');
    const calls = Array.from({ length: count }, (_, n) => send(n));
    const first = await Promise.race(calls);
    await lock.query('COMMIT');
    lock.release();
    return { first, answers: await Promise.all(calls) };
  }

  test('one caller with 200 reads at once gets some of them, and nobody else gets 503', async () => {
    const lock = await api.pool.connect();
    await lock.query('BEGIN; LOCK TABLE memberships');
    let answered = 0;
    const greedy = all(200, async () => {
      const answer = await api.people.member.get('/v1/workspaces/demo/members', office);
      answered += 1;
      return answer;
    });
    while (answered < 190) await new Promise(setImmediate);
    const modest = api.people.manager.get('/v1/workspaces/demo/members', home);
    await lock.query('COMMIT');
    lock.release();
    const answers = await greedy;
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(190);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.some(({ status }) => status === 503)).toBe(false);
    expect(await modest).toMatchObject({ status: 200 });
  });

  test('twenty tokens of one person on twenty networks count as one caller', async () => {
    const { id: userId, sessionId } = api.people.member;
    const later = (seconds: number) => new Date(Date.now() + seconds * 1000);
    const tokens = await all(20, (n) =>
      api.service('Tokens').ofSession({ userId, sessionId }, later(600 + n)),
    );
    expect(new Set(tokens).size).toBe(20);
    const { answers } = await flood(60, (n) =>
      api
        .withToken(tokens[n % 20] as string)
        .get('/v1/workspaces/demo/members', { 'x-forwarded-for': `192.0.2.${10 + (n % 20)}` }),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(55);
  });

  test('a query that names a path without limits does not take a call out of them', async () => {
    const { first } = await flood(60, () =>
      api.people.member.get('/v1/workspaces/demo/members?x=/health/live&y=/events', office),
    );
    expect(first).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
  });

  test('tokens that are not valid make no new callers', async () => {
    const slow = await all(60, (n) => aSlowSender(api.origin, [`authorization: Bearer made.up.${n}`]));
    let refused = 0;
    await new Promise<void>((resolve) => {
      for (const { answer } of slow)
        void answer.then((text) => {
          if (text.startsWith('HTTP/1.1 429')) refused += 1;
          if (refused === 51) resolve();
        });
    });
    for (const { socket } of slow) socket.destroy();
  });

  test('slow strangers of more networks than there are places keep out nobody who is signed in', async () => {
    const slow = await all(120, (n) => aSlowSender(api.origin, [`x-forwarded-for: 203.0.113.${n}`]));
    const refused = await Promise.race(slow.map(({ answer }) => answer));
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(await api.people.manager.patch('/v1/me', {}, home)).toMatchObject({ status: 200 });
    for (const { socket } of slow) socket.destroy();
  });

  test('senders that never finish a body keep nobody out, and are cut off', async () => {
    const slow = await all(60, () => aSlowSender(api.origin));
    expect(await api.people.manager.get('/v1/me', home)).toMatchObject({ status: 200 });
    const sameNetwork = { 'x-forwarded-for': '127.0.0.1' };
    expect(await api.people.manager.get('/v1/me', sameNetwork)).toMatchObject({ status: 200 });
    expect(await api.people.manager.patch('/v1/me', {}, sameNetwork)).toMatchObject({ status: 200 });
    await Promise.all(slow.map(({ ended }) => ended));
    expect(await api.people.manager.get('/v1/me', office)).toMatchObject({ status: 200 });
  });

  test('a call for a stream is counted until the stream begins', async () => {
    const lock = await api.pool.connect();
    await lock.query('BEGIN; LOCK TABLE memberships');
    const accept = { ...office, accept: 'text/event-stream' };
    const path = '/v1/workspaces/demo/boards/NONE/events';
    const greedy = Array.from({ length: 60 }, () => api.people.member.get(path, accept));
    expect((await Promise.race(greedy)).status).toBe(429);
    await lock.query('COMMIT');
    lock.release();
    await Promise.all(greedy);
    const board = await aBoard().make();
    const streams = [];
    for (let n = 0; n < 12; n += 1)
      streams.push(await EventListener.open(api.people.member, board, '', office));
    expect(streams.map(({ answer }) => answer.status)).toEqual(Array(12).fill(200));
    for (const stream of streams) stream.cut();
  });

  test('one network with many accounts leaves streams to others', async () => {
    const few = await anApi({ WEIR_MAX_STREAMS: '60', WEIR_TRUSTED_PROXIES: '1' });
    const board = await aBoard(few).make();
    const { owner, manager, member, secondMember, viewer } = few.people;
    const accounts = [owner, manager, member, secondMember];
    const streams = await all(80, (n) =>
      EventListener.open(accounts[n % 4] as Person, board, '', { ...office }),
    );
    const statuses = streams.map(({ answer }) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.filter((status) => status === 429)).toHaveLength(60);
    const honest = await EventListener.open(viewer, board, '', home);
    expect(honest.answer.status).toBe(200);
    for (const stream of [...streams, honest]) stream.cut();
    await few.close();
  });

  test('a refused call has the language and the headers of every answer', async () => {
    const lock = await api.pool.connect();
    await lock.query('BEGIN; LOCK TABLE memberships');
    const german = { ...office, 'accept-language': 'de' };
    const greedy = Array.from({ length: 60 }, () =>
      api.people.member.get('/v1/workspaces/demo/members', german),
    );
    const refused = await Promise.race(greedy);
    await lock.query('COMMIT');
    lock.release();
    await Promise.all(greedy);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited', title: 'Zu schnell' } });
    expect(refused.headers.get('content-language')).toBe('de');
    expect(refused.headers.get('vary')).toBe('Accept-Language, Time-Zone');
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

/** Sends the headers of a call and one byte of its body. `answer` is the first that comes back. */
async function aSlowSender(origin: string, headers: string[] = []) {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const ended = once(socket, 'close');
  await once(socket, 'connect');
  const answer = once(socket, 'data').then(([data]) => String(data));
  answer.catch(() => {});
  socket.write(
    [
      'POST /v1/sessions HTTP/1.1',
      'host: weir',
      'content-type: application/json',
      'content-length: 100',
      ...headers,
      '',
      '{',
    ].join('\r\n'),
  );
  return { socket, ended, answer };
}
