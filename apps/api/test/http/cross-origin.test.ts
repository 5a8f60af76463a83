import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { anApi } from '../support/api.js';
import { type Document, parametersOf, responseOf } from './openapi/document.js';

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

test('such pages may send every header that a call takes, and read every header of its answer', async () => {
  const document = (await (await call('GET', {}, '/v1/openapi.json')).json()) as Document;
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const sent = operations
    .flatMap((operation) => parametersOf(document, operation))
    .flatMap((parameter) => (parameter?.in === 'header' ? [parameter.name] : []));
  const answered = operations.flatMap(({ responses }) =>
    Object.values(responses).flatMap((response) =>
      Object.keys(responseOf(document, response)?.headers ?? {}),
    ),
  );
  const listed = ({ headers }: Response, name: string) =>
    new Set(lower((headers.get(name) ?? '').split(/, */)));
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  const missing = (from: Set<string>, names: readonly string[]) =>
    lower(names).filter((name) => !from.has(name));
  const asked = await call('OPTIONS', { origin: site, 'access-control-request-method': 'PUT' });
  expect(
    missing(listed(asked, 'access-control-allow-headers'), [
      ...sent,
      'Prefer',
      'Time-Zone',
      'MCP-Protocol-Version',
    ]),
  ).toEqual([]);
  const read = await call('GET', { origin: site });
  expect(missing(listed(read, 'access-control-expose-headers'), [...answered, 'WWW-Authenticate'])).toEqual(
    [],
  );
  expect([sent, answered]).toEqual([
    expect.arrayContaining(['Weir-Lease']),
    expect.arrayContaining(['ETag']),
  ]);
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

test('a cache keeps the answers to different origins apart', async () => {
  const vary = (await call('GET', { origin: site })).headers.get('vary') ?? '';
  expect(vary.split(/, */)).toEqual(expect.arrayContaining(['Origin', 'Accept-Language']));
});

test('OPTIONS that is no preflight answers with the methods of the path, and 404 where there is none', async () => {
  const asked = await call('OPTIONS', {});
  expect(asked.headers.get('allow')).toMatch(/GET.*PATCH/);
  expect((await call('OPTIONS', {}, '/v1/nope/nope')).status).toBe(404);
});

test('the MCP server answers programs, and pages of the web app and the origins that are set, and refuses others', async () => {
  const statusOf = async (headers: Record<string, string>, path = '/mcp') => {
    const answer = await call('POST', headers, path);
    return [answer.status, ((await answer.json()) as { code: string }).code];
  };
  for (const headers of [{}, { origin: site }, { origin: 'https://weir.test' }])
    expect(await statusOf(headers as Record<string, string>)).toEqual([401, 'not-signed-in']);
  for (const origin of ['https://evil.example', 'null', api.origin, 'https://weir.test.evil.example'])
    expect(await statusOf({ origin })).toEqual([403, 'origin-not-allowed']);
  expect(await statusOf({ origin: 'https://evil.example' }, '/mcp/readonly')).toEqual([
    403,
    'origin-not-allowed',
  ]);
});
