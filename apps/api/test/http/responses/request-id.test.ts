import { expect, test } from '@jest/globals';
import { theApi } from '../../support/api.js';

const api = theApi();

test('every answer has the id of its request: the caller’s own, or a new one', async () => {
  const idOf = async (path: string, given?: string) => {
    const headers = given === undefined ? {} : { 'x-request-id': given };
    const answer = await fetch(`${api.origin}${path}`, { headers });
    return answer.headers.get('x-request-id');
  };
  expect(await idOf('/health/live', 'build-42')).toBe('build-42');
  expect(await idOf('/v1/me', 'a.b:c_d')).toBe('a.b:c_d');
  const ids = [
    await idOf('/%'),
    await idOf('/nowhere'),
    await idOf('/v1/me', 'with spaces'),
    await idOf('/v1/me', 'x'.repeat(129)),
  ];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(ids.length);
});
