import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { anApi, theApi } from '../../support/api.js';

const api = theApi();

test.each([
  ['an answer', '/health/live', 200],
  ['a refusal', '/v1/me', 401],
  ['an address that leads nowhere', '/nowhere', 404],
  ['a path that cannot be decoded', '/%', 400],
  ['the API’s document', '/v1/openapi.json', 200],
])('sends security headers with %s', async (_, path, status) => {
  const answer = await api.nobody.get(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-frame-options')).toBe('DENY');
  expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(answer.headers.has('x-powered-by')).toBe(false);
});

test('a path that cannot be decoded is refused as a problem', async () => {
  const answer = await api.nobody.get('/%');
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  expect(answer.body).toMatchObject({ status: 400, code: 'malformed' });
});

test('sends security headers with the refusal of what is not HTTP', async () => {
  const socket = connect(Number(new URL(api.origin).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.write('hello\r\n\r\n');
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  for (const header of [
    'strict-transport-security: max-age=31536000',
    'x-content-type-options: nosniff',
    "content-security-policy: default-src 'none'; frame-ancestors 'none'",
    'cache-control: private, no-store',
  ])
    expect(answer).toContain(`\r\n${header}\r\n`);
});

test('the reference page runs only scripts of its own server, and no site can frame it', async () => {
  const { headers } = await api.nobody.get('/v1/reference');
  const policy = headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
  );
});

test('tells browsers to use https only where people reach Weir by https', async () => {
  const plain = await anApi({ WEIR_WEB_URL: 'http://localhost:3000' }, { empty: true });
  const answer = await plain.nobody.get('/health/live');
  await plain.close();
  expect(answer.headers.has('strict-transport-security')).toBe(false);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});
