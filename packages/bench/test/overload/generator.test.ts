import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CallerConnections, type Outcome, patience } from '../../src/overload/caller-connections.js';
import type { LoadWorld } from '../../src/overload/load-world.js';
import { Mix, type MixedCall } from '../../src/overload/mix.js';
import { gapOf, randomFrom } from '../../src/overload/random.js';
import { Counting } from '../../src/overload/tally.js';

describe('the connections of a caller', () => {
  const call: MixedCall = { of: 'sheddable', caller: 0, method: 'GET', path: '/' };
  let server: Server;
  let asked: ServerResponse[];
  let connections: CallerConnections;
  let outcomes: Outcome[];

  beforeEach(async () => {
    asked = [];
    outcomes = [];
    server = createServer((_request, response) => {
      asked.push(response);
      server.emit('asked');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    connections = new CallerConnections(origin, '127.1.0.9', 1);
  });
  afterEach(async () => {
    server.close();
    server.closeAllConnections();
    await connections.close();
  });

  const send = (at: number) => {
    const current = outcomes;
    return new Promise<void>((resolve) =>
      connections.send(call, 'a token', at, (outcome) => {
        current.push(outcome);
        resolve();
      }),
    );
  };
  const asking = (count: number) => (asked.length < count ? once(server, 'asked') : undefined);

  test('a call that waits too long for a free connection ends without one', async () => {
    const now = performance.now();
    void send(now);
    const second = send(now);
    await asking(1);
    connections.sweep(now + patience.connection + 1);
    await second;
    expect(outcomes).toEqual(['noConnection']);
    expect(asked).toHaveLength(1);
  });

  test('an answer is late by the scheduled time of its call', async () => {
    const scheduled = performance.now() - patience.answer + 500;
    const first = send(scheduled);
    await asking(1);
    connections.sweep(scheduled + patience.answer);
    expect(outcomes).toEqual([]);
    connections.sweep(scheduled + patience.answer + 1);
    await first;
    expect(outcomes).toEqual(['timeout']);
  });

  test('a connection is used again after a late answer', async () => {
    const first = send(performance.now());
    await asking(1);
    connections.sweep(performance.now() + patience.answer + 1);
    await first;
    const second = send(performance.now());
    await asking(2);
    asked[1]!.writeHead(200, { 'board-seq': '7' }).end('{}');
    await second;
    expect(outcomes).toEqual(['timeout', { status: 200, boardSeq: 7, body: '' }]);
  });

  test('the next call of a caller uses the free connection again', async () => {
    const first = send(performance.now());
    await asking(1);
    asked[0]!.end('{}');
    await first;
    const second = send(performance.now());
    await asking(2);
    asked[1]!.end('{}');
    await second;
    expect(asked[1]!.req.socket).toBe(asked[0]!.req.socket);
  });

  test('each call has the address of its caller', async () => {
    void send(performance.now());
    await asking(1);
    expect(asked[0]!.req.socket.remoteAddress).toBe('127.1.0.9');
  });
});

describe('the load', () => {
  const board = { path: '/b', cards: [1, 2], columns: ['one', 'other'] as [string, string], full: 'full' };
  const world = (): LoadWorld => ({
    ...{ origin: '', workspace: '/w', exported: '/e', listed: '/l', creating: ['/n'], waiting: ['/r'] },
    good: [1, 2].map((n) => ({ email: `${n}@bench.test`, password: '', address: '' })),
    abusive: { token: '', address: '' },
    moving: [board],
  });

  test('has the wanted mean number of arrivals, and the same arrivals for the same seed', () => {
    const gaps = (seed: number) => {
      const random = randomFrom(seed);
      return Array.from({ length: 20_000 }, () => gapOf(500, random));
    };
    const mean = gaps(1).reduce((sum, each) => sum + each, 0) / 20_000;
    expect(mean).toBeGreaterThan(1.95);
    expect(mean).toBeLessThan(2.05);
    expect(gaps(1)).toEqual(gaps(1));
    expect(gaps(2)).not.toEqual(gaps(1));
  });

  test('includes a third of calls from the abusive caller, none of them critical-plus', () => {
    const mix = new Mix(world(), randomFrom(3));
    const calls = Array.from({ length: 10_000 }, () => mix.next());
    const abusive = calls.filter(({ caller }) => caller === null);
    expect(abusive.length / calls.length).toBeGreaterThan(0.31);
    expect(abusive.length / calls.length).toBeLessThan(0.36);
    expect(abusive.map(({ of }) => of)).not.toContain('criticalPlus');
    expect(new Set(calls.map(({ of }) => of)).size).toBe(4);
  });

  test('moves a card to the other column only after its last move was answered', () => {
    const mix = new Mix(world(), randomFrom(4));
    const move = () => {
      for (;;) {
        const call = mix.next({ of: 'critical' });
        const { columnId } = (call.body ?? {}) as { columnId?: string };
        if (columnId && columnId !== 'full' && call.path === '/b/cards/1/position') return call;
      }
    };
    const first = move();
    expect(move().body).toEqual(first.body);
    first.answered?.({ status: 200, boardSeq: 9, body: '' });
    expect(move().body).not.toEqual(first.body);
  });

  test('counts a full column’s 409 as an answer, 503 and 429 as refusals, and other errors as wrong', () => {
    const counting = new Counting();
    for (const status of [200, 304, 409, 503, 429, 500]) {
      const row = counting.offer('critical', 'good');
      counting.end(row, 'a move', { status, boardSeq: undefined, body: 'why' }, 1, status !== 304);
    }
    counting.end(counting.offer('critical', 'good'), 'a move', 'timeout', 1, true);
    const { rows, firstWrong } = counting.sum();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      offered: 7,
      answered: 3,
      answeredInTime: 2,
      refused: 2,
      timeout: 1,
      wrong: 1,
    });
    expect(firstWrong).toBe('a move was answered 500: why');
  });
});
