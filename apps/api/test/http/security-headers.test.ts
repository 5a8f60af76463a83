import { expect, test } from '@jest/globals';
import { anApi, theApi } from '../support/api.js';

const api = theApi();

test.each([
  ['an answer', '/health/live', 200],
  ['a refusal', '/v1/me', 401],
  ['an address that leads nowhere', '/nowhere', 404],
])('sends security headers with %s', async (_, path, status) => {
  const answer = await api.nobody.get(path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
  expect(answer.headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=\d+/);
  expect(answer.headers.has('x-powered-by')).toBe(false);
});

test('tells browsers to use https only where people reach Weir by https', async () => {
  const plain = await anApi({ WEIR_WEB_URL: 'http://localhost:3000' }, { empty: true });
  const answer = await plain.nobody.get('/health/live');
  await plain.close();
  expect(answer.headers.has('strict-transport-security')).toBe(false);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});
