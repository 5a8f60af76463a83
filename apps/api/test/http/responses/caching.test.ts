import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';

const api = theApi();
const { owner } = api.people;

/** These would sign the caller out. */
const endsSession = ['delete /v1/sessions/current', 'delete /v1/me/sessions'];
/** What is the same for everybody and may be kept. */
const isPublic = (path: string) => /^\/v1\/(openapi\.(json|yaml)|reference)/.test(path);

test('no cache may keep an answer of any route, for any caller and any status', async () => {
  const board = await aBoard().make();
  await owner.createCard(board);
  type Document = { paths: Record<string, Record<string, unknown>> };
  const { paths } = (await api.nobody.get<Document>('/v1/openapi.json')).body;
  const kept: string[] = [];
  const statuses = new Set<number>();
  const parts: Record<string, string> = { workspace: 'demo', board: board.key, number: '1' };
  for (const [path, operations] of Object.entries(paths)) {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? name);
    for (const method of Object.keys(operations)) {
      if (isPublic(path) || endsSession.includes(`${method} ${path}`)) continue;
      const body = /get|delete/.test(method) ? undefined : {};
      for (const caller of [api.nobody, owner]) {
        const { status, headers } = await caller.send(method.toUpperCase(), filled, body);
        statuses.add(status);
        if (headers.get('cache-control') !== 'private, no-store') kept.push(`${method} ${filled} ${status}`);
      }
    }
  }
  expect(kept).toEqual([]);
  for (const status of [200, 401, 404, 422]) expect(statuses).toContain(status);
});

test('an answer that has not changed is still 304 for callers that keep it themselves', async () => {
  const board = await aBoard().make();
  const { headers } = await owner.get(board.path);
  const again = await owner.get(board.path, { 'if-none-match': headers.get('etag') as string });
  expect(again.status).toBe(304);
  expect(again.headers.get('cache-control')).toBe('private, no-store');
});

test.each([
  ['an address that leads nowhere', '/nowhere'],
  ['a path that cannot be read', '/v1/%ff'],
])('%s may not be kept either', async (_, path) => {
  expect((await api.nobody.get(path)).headers.get('cache-control')).toBe('private, no-store');
});
