import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { aWebServer } from '../support/stack.ts';

/** Takes the place of the API in the tests about what the web server sends to it. */
const called: string[] = [];
const api = createServer((request, response) => {
  if (request.url === '/v1/mail-stops') called.push(String(request.headers['x-weir-client']));
  response.writeHead(503).end();
});
let server: Awaited<ReturnType<typeof aWebServer>>;

beforeAll(async () => {
  await once(api.listen(0, '127.0.0.1'), 'listening');
  server = await aWebServer('https://weir.test', `http://127.0.0.1:${(api.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await server.stop();
  api.close();
});

const get = (path: string) => fetch(server.web + path, { redirect: 'manual' });

test.each([
  '/sign-in',
  '/sign-up',
  '/nowhere/at/all',
  '//doubled',
  '/%',
  '/icon.svg',
  '/_next/nowhere',
  '/_next/static/%',
  '/api/health',
  '/api/reachable',
  '/api/stream',
  '/api/sign-out',
  '/api/nowhere',
  '/api/%',
  '/api/weir/v1/me',
  '/api/weir/v1/reference',
  '/api/auth/session',
  '/api/auth/signin',
  '/api/auth/signout',
  '/api/auth/nowhere',
  '/api/email/stop?token=secret',
])('the web server’s answer to %s has the headers of every answer', async (path) => {
  const { headers } = await get(path);
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(headers.get('referrer-policy')).toBe(path.startsWith('/api/email/') ? 'no-referrer' : 'same-origin');
  expect(headers.get('cache-control') ?? '').toMatch(path === '/icon.svg' ? /./ : /no-store|^$/);
});

test('scripts have the headers of every answer too', async () => {
  const page = await (await get('/sign-in')).text();
  const { headers } = await get(/\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0] as string);
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

test.each(['/%', '/%ff', '/%zz/x', '/api/%', '/api/weir/%', '/_next/%', '/_next/static/%', '/%?a=%'])(
  'the address %s, which cannot be decoded, leads nowhere',
  async (path) => {
    expect((await get(path)).status).toBe(404);
  },
);

test('the address that stops mails is kept in no cache', async () => {
  const answer = await get('/api/email/stop?token=secret');
  expect(answer.status).toBe(303);
  expect(answer.headers.get('location')).toBe('https://weir.test/email/stop#secret');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test.each([
  ['that is no JSON', '{', 400, 'malformed'],
  ['of 20,000 characters', JSON.stringify('x'.repeat(20_000)), 413, 'too-large'],
])('a sign-in with a body %s is refused as a problem', async (_, body, status, code) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${server.web}/api/auth/callback/credentials`, {
    method: 'POST',
    headers,
    body,
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toMatchObject({ code });
});

/** All that the server says until it closes the connection. */
async function answerTo(text: string): Promise<string> {
  const socket = connect(Number(new URL(server.web).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  await once(socket, 'close');
  return answer;
}

test('the web server closes connections whose request does not end: body, headers or nothing at all', async () => {
  const post = 'POST /api/weir/v1/users HTTP/1.1\r\nHost: weir.test\r\nSec-Fetch-Site: same-origin\r\n';
  const slow = [`${post}Content-Length: 9\r\n\r\n{`, post, ''];
  const answers = await Promise.all(slow.map(answerTo));
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 408 /);
});

test('a browser that resets its connection cannot choose its address', async () => {
  const ask = 'POST /api/email/stop?token=x HTTP/1.1\r\nHost: weir.test\r\nContent-Length: 0\r\n';
  for (let round = 0; round < 20; round += 1) {
    const socket = connect(Number(new URL(server.web).port), '127.0.0.1');
    socket.write(`${ask}X-Forwarded-For: 203.0.113.77\r\n\r\n`, () => socket.resetAndDestroy());
    await once(socket, 'close');
  }
  await fetch(`${server.web}/api/email/stop?token=x`, { method: 'POST' });
  // Calls of the connections that were reset can arrive after this one.
  expect(called).toContainEqual(expect.stringMatching(/^127\.0\.0\.1 /));
  expect(called.join()).not.toContain('203.0.113.77');
});
