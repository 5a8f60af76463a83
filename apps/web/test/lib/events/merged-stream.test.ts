import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mergedStream } from '@/lib/events/merged-stream';
import { type Message, messagesOf } from '@/lib/events/sse';
import { rana } from '../server/settings';
import { anUpstream } from '../server/upstream';

let api: Awaited<ReturnType<typeof anUpstream>>;
const streams = new Map<string, ServerResponse>();

beforeAll(async () => {
  api = await anUpstream((call, response) => {
    const key = /boards\/(\w+)\/events/.exec(call.url)?.[1] ?? '';
    if (key === 'GONE') {
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end('{"code":"not-found"}');
      return;
    }
    if (key === 'OUT') {
      response.writeHead(401, { 'content-type': 'application/problem+json' }).end('{"code":"not-signed-in"}');
      return;
    }
    streams.set(key, response);
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': here\n\n');
  });
});
afterAll(() => api.close());
beforeEach(() => {
  api.seen.length = 0;
  streams.clear();
});

const tell = (key: string, seq: number) =>
  streams.get(key)?.write(`id: ${seq}\nevent: card.moved\ndata: {"seq":${seq}}\n\n`);
const open = (query: string, lastId?: string) =>
  mergedStream(
    new Request(
      `https://weir.test/api/stream?${query}`,
      lastId ? { headers: { 'last-event-id': lastId } } : {},
    ),
    rana,
  );

async function listen(answer: Response) {
  const messages = messagesOf(answer.body as ReadableStream<Uint8Array>);
  const next = async () => (await messages.next()).value as Message | undefined;
  return { next, stop: () => messages.return(undefined) };
}

describe('the stream of several boards', () => {
  it('merges them and gives each message the cursors of all boards', async () => {
    const answer = await open('board=demo/PLAT&board=demo/OPS', 'demo/PLAT:41,demo/OPS:7');
    expect(answer.headers.get('cache-control')).toBe('private, no-store, no-transform');
    const { next, stop } = await listen(answer);
    tell('PLAT', 42);
    expect(await next()).toEqual({
      event: 'event',
      id: 'demo/PLAT:42,demo/OPS:7',
      data: '{"board":"demo/PLAT","event":{"seq":42}}',
    });
    tell('OPS', 8);
    expect(await next()).toMatchObject({ id: 'demo/PLAT:42,demo/OPS:8' });
    await stop();
  });

  it('resumes each board after its cursor', async () => {
    const { stop } = await listen(
      await open('board=demo/PLAT&board=demo/OPS', 'demo/PLAT:42,demo/OPS:8,demo/OLD:1'),
    );
    const asked = api.seen.map(({ url, headers }) => [url.split('/')[5], headers['last-event-id']]).sort();
    expect(asked).toEqual([
      ['OPS', '8'],
      ['PLAT', '42'],
    ]);
    await stop();
  });

  it('sends a resync for a board without a cursor', async () => {
    const { next, stop } = await listen(await open('board=demo/PLAT'));
    expect(await next()).toMatchObject({ event: 'resync', data: '{"board":"demo/PLAT"}' });
    await stop();
  });

  it('passes on a resync for a cursor that is too old', async () => {
    const { next, stop } = await listen(await open('board=demo/PLAT', 'demo/PLAT:1'));
    streams.get('PLAT')?.write('event: resync\nid: 900\ndata: {}\n\n');
    expect(await next()).toMatchObject({ event: 'resync', id: 'demo/PLAT:900' });
    await stop();
  });

  it('ends as soon as one board’s stream ends, so that the browser reconnects', async () => {
    const { next } = await listen(await open('board=demo/PLAT&board=demo/OPS', 'demo/PLAT:1,demo/OPS:1'));
    streams.get('OPS')?.end();
    expect(await next()).toBeUndefined();
  });

  it('goes on without a refused board and sends the refusal', async () => {
    const { next, stop } = await listen(await open('board=demo/GONE&board=demo/PLAT', 'demo/PLAT:1'));
    expect(await next()).toMatchObject({ event: 'refused', data: expect.stringContaining('not-found') });
    tell('PLAT', 2);
    expect(await next()).toMatchObject({ event: 'event' });
    await stop();
  });

  it('answers 401 after the session has ended', async () => {
    expect((await open('board=demo/OUT')).status).toBe(401);
    expect(
      (await mergedStream(new Request('https://weir.test/api/stream?board=demo/PLAT'), null)).status,
    ).toBe(401);
  });

  it.each(['', 'board=demo', 'board=demo/PLAT:3', 'board=../../me/X', 'board=demo/plat'])(
    'refuses %j',
    async (query) => {
      expect((await open(query)).status).toBe(422);
      expect(api.seen).toHaveLength(0);
    },
  );

  it('closes its streams of the API when the browser disconnects', async () => {
    const leave = new AbortController();
    const request = new Request('https://weir.test/api/stream?board=demo/PLAT', { signal: leave.signal });
    await mergedStream(request, rana);
    const gone = new Promise((resolve) => streams.get('PLAT')?.on('close', resolve));
    leave.abort();
    await gone;
  });

  it('opens nothing for a browser that disconnected before', async () => {
    const request = new Request('https://weir.test/api/stream?board=demo/PLAT', {
      signal: AbortSignal.abort(),
    });
    expect((await mergedStream(request, rana)).status).toBe(503);
    expect(streams.get('PLAT')?.closed ?? true).toBe(true);
  });
});

describe('reading a stream', () => {
  it('reads the same messages wherever the bytes are split', async () => {
    const bytes = new TextEncoder().encode(
      'id: 1\r\nevent: a\r\ndata: ü\r\ndata: 2\r\n\r\n: hm\n\nid: 2\ndata: b\n\n',
    );
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const messages: Message[] = [];
    for await (const message of messagesOf(body)) messages.push(message);
    expect(messages).toEqual([
      { event: 'a', data: 'ü\n2', id: '1' },
      { event: 'message', data: 'b', id: '2' },
    ]);
  });
});
