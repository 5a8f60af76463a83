import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anApi } from '../support/api.js';

const site = 'https://tools.example';
let api: Awaited<ReturnType<typeof anApi>>;
beforeAll(async () => {
  api = await anApi({ WEIR_CORS_ORIGINS: `${site}/ https://other.example` }, { empty: true });
});
afterAll(() => api.close());

const call = (method: string, headers: Record<string, string>, path = '/v1/me') =>
  fetch(`${api.origin}${path}`, { method, headers });

test('pages of the origins that are set may call the API, and read its headers and refusals', async () => {
  const asked = await call('OPTIONS', {
    origin: site,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'authorization,if-match,idempotency-key',
  });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-origin')).toBe(site);
  expect(asked.headers.get('access-control-allow-methods')).toMatch(/\bPUT\b/);
  expect(asked.headers.get('access-control-allow-headers')).toMatch(/Authorization.*If-Match/);
  const refused = await call('GET', { origin: site });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('access-control-allow-origin')).toBe(site);
  expect(refused.headers.get('access-control-expose-headers')).toMatch(/ETag.*Retry-After/);
  expect(refused.headers.get('access-control-allow-credentials')).toBeNull();
});

test('pages of other origins may not, and no page may without the setting', async () => {
  const stranger = { origin: 'https://stranger.example', 'access-control-request-method': 'GET' };
  expect((await call('OPTIONS', stranger)).headers.get('access-control-allow-origin')).not.toBe(
    stranger.origin,
  );
  const closed = await anApi({}, { empty: true });
  const headers = { origin: site, 'access-control-request-method': 'GET' };
  const answer = await fetch(`${closed.origin}/v1/me`, { method: 'OPTIONS', headers });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  await closed.close();
});
