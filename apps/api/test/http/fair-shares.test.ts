import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FairShares } from '../../src/http/fair-shares.js';
import { all } from '../races/crowd.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { EventListener } from '../support/event-listener.js';

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

  test('senders that never finish a body keep nobody out, and are cut off', async () => {
    const { hostname, port } = new URL(api.origin);
    const slow = await all(60, () => aSlowSender(hostname, Number(port)));
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
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate-limited', title: 'Zu viele Aufrufe' } });
    expect(refused.headers.get('content-language')).toBe('de');
    expect(refused.headers.get('vary')).toBe('Accept-Language');
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

async function aSlowSender(host: string, port: number): Promise<{ socket: Socket; ended: Promise<unknown> }> {
  const socket = connect(port, host);
  socket.on('error', () => {});
  const ended = once(socket, 'close');
  await once(socket, 'connect');
  socket.resume();
  socket.write(
    'POST /v1/sessions HTTP/1.1\r\nhost: weir\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  );
  return { socket, ended };
}
