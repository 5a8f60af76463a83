import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { jwtVerify } from 'jose';
import { forward } from '@/lib/server/forward';
import { rana, secrets } from './settings';
import { anUpstream, type Seen } from './upstream';

let api: Awaited<ReturnType<typeof anUpstream>>;

beforeAll(async () => {
  api = await anUpstream((call, response) => {
    if (call.url.includes('/full'))
      response.writeHead(429, {
        'retry-after': '90',
        'content-type': 'application/problem+json',
        etag: '"7"',
        'set-cookie': 'sid=1',
        'x-powered-by': 'secret',
      });
    else if (call.url.includes('.csv'))
      response.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="PLAT.csv"',
      });
    else response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"told":true}');
  });
});
afterAll(() => api.close());
beforeEach(() => {
  api.seen.length = 0;
});

const ours = { 'sec-fetch-site': 'same-origin' };
const board = ['v1', 'workspaces', 'demo', 'boards', 'PLAT'];

const call = (segments: string[], init: RequestInit = {}, session: typeof rana | null = rana) =>
  forward(
    new Request(`https://weir.test/api/weir/${segments.join('/')}?state=waiting`, init),
    segments,
    session,
  );
const last = () => api.seen.at(-1) as Seen;

describe('forwarding calls to the API', () => {
  it('sends a token of one minute, bound to the session, and not the cookie', async () => {
    await call(board, { headers: { cookie: 'next-auth.session-token=x', authorization: 'Bearer forged' } });
    const token = last().headers.authorization?.slice('Bearer '.length) ?? '';
    const key = new TextEncoder().encode(secrets.WEIR_TOKEN_SECRET);
    const { payload } = await jwtVerify(token, key, { audience: 'weir-api', algorithms: ['HS256'] });
    expect(payload).toMatchObject({ sub: rana.userId, sid: rana.sessionId });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
    expect(last().headers.cookie).toBeUndefined();
  });

  it('refuses a write whose author is not signed in, and passes on the signed-in person’s own', async () => {
    const write = (writer: string, session: typeof rana | null) =>
      call(board, { method: 'PATCH', body: '{}', headers: { ...ours, 'weir-writer': writer } }, session);
    expect((await write('somebody-else', rana)).status).toBe(401);
    expect((await write(rana.userId, null)).status).toBe(401);
    expect(api.seen).toEqual([]);
    expect((await write(rana.userId, rana)).status).toBe(200);
    expect(last().headers['weir-writer']).toBeUndefined();
  });

  it('sends no token for people who are not signed in, whatever they send', async () => {
    await call(['v1', 'users'], { headers: { authorization: 'Bearer forged' } }, null);
    expect(last().headers.authorization).toBeUndefined();
  });

  it('sends a guest’s token instead of a session’s, but only to the calls of guests', async () => {
    const guest = { headers: { authorization: 'Guest abc_DEF-1' } };
    await call(['v1', 'forms', 'requests'], guest);
    expect(last().headers.authorization).toBe('Guest abc_DEF-1');
    await call(board, guest, null);
    expect(last().headers.authorization).toBeUndefined();
    await call(['v1', 'forms', 'requests'], { headers: { authorization: 'Bearer forged' } }, null);
    expect(last().headers.authorization).toBeUndefined();
  });

  it('refuses a guest’s write that comes from another site', async () => {
    const headers = { authorization: 'Guest abc', 'sec-fetch-site': 'cross-site' };
    const answer = await call(
      ['v1', 'forms', 'confirmations'],
      { method: 'POST', headers, body: '{}' },
      null,
    );
    expect(answer.status).toBe(403);
  });

  it('passes on method, query, body and only the headers that the API uses', async () => {
    const headers = {
      ...ours,
      'content-type': 'application/json',
      'if-match': '"3"',
      'idempotency-key': 'k1',
      'x-evil': '1',
    };
    await call([...board, 'cards'], { method: 'POST', body: '{"title":"Tür ✂"}', headers });
    expect(last()).toMatchObject({
      method: 'POST',
      url: '/v1/workspaces/demo/boards/PLAT/cards?state=waiting',
      body: '{"title":"Tür ✂"}',
    });
    expect(last().headers).toMatchObject({ 'if-match': '"3"', 'idempotency-key': 'k1' });
    expect(last().headers['x-evil']).toBeUndefined();
  });

  it('returns status, body, ETag and Retry-After, and no cookie', async () => {
    const answer = await call([...board, 'full']);
    expect(answer.status).toBe(429);
    expect(await answer.json()).toEqual({ told: true });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/problem+json',
      etag: '"7"',
      'retry-after': '90',
    });
    expect([...answer.headers.keys()].sort()).toEqual([
      'cache-control',
      'content-type',
      'etag',
      'retry-after',
    ]);
  });

  it('returns a file with its name', async () => {
    const answer = await call([...board, 'ledger.csv']);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="PLAT.csv"');
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' }],
    ['a sister site', { 'sec-fetch-site': 'same-site', origin: 'https://other.weir.test' }],
    ['another origin, in an old browser', { origin: 'https://evil.test' }],
    ['nowhere', {}],
  ])('refuses a write from %s', async (_, headers) => {
    const answer = await call(board, {
      method: 'PATCH',
      body: '{}',
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-language')).toBe('en');
    expect(answer.headers.get('vary')).toBe('accept-language');
    expect(api.seen).toHaveLength(0);
  });

  it('accepts a write from its own origin by a browser that sends Origin only', async () => {
    const answer = await call(board, {
      method: 'PATCH',
      body: '{}',
      headers: { origin: 'https://weir.test' },
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    [['health', 'live']],
    [['metrics']],
    [['v1', '..', 'metrics']],
    [['v1', 'a/../../metrics']],
    [['v1', 'sessions']],
    [['v1', 'sessions', 'oidc']],
  ])('has nothing at %j', async (segments) => {
    const answer = await forward(
      new Request('https://weir.test/x', { method: 'POST', headers: ours }),
      segments,
      rana,
    );
    expect(answer.status).toBe(404);
    expect(api.seen).toHaveLength(0);
  });

  it('refuses a huge body without reading all of it', async () => {
    const body = 'x'.repeat(3 * 1024 * 1024);
    const answer = await call(board, { method: 'POST', headers: ours, body });
    expect(answer.status).toBe(413);
    expect(api.seen).toHaveLength(0);
  });
});
