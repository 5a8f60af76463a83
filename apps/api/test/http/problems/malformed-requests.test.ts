import type { ProblemOf } from '@weir/contract';
import { theApi } from '../../support/api.js';

const api = theApi();
const { owner, member, loner } = api.people;
const send = (body: unknown, headers?: Record<string, string>) =>
  loner.post<ProblemOf<'invalid-input'>>('/v1/workspaces', body, headers);
const problem = (status: number, code: string) => ({
  status,
  body: { type: `/problems/${code}`, status, code },
});

test.each([
  ['half of an object', '{"slug": "a'],
  ['two values', '{} {}'],
  ['what is not JSON', 'slug=a'],
])('refuses %s as malformed', async (_, body) => {
  const answer = await send(body);
  expect(answer).toMatchObject(problem(400, 'malformed'));
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
});

test.each([
  ['{"slug":', 'Der Inhalt ist kein JSON.'],
  ['{"slug": "a" "b"}', 'Der Inhalt ist kein JSON: Der Fehler ist bei Zeichen 14.'],
])('explains %s without the words of the engine', async (body, detail) => {
  expect((await send(body, { 'accept-language': 'de' })).body.detail).toBe(detail);
});

test('names the language of the answer to a path that can’t be read', async () => {
  const answer = await loner.get('/v1/%ff', { 'accept-language': 'de' });
  expect(answer).toMatchObject(problem(400, 'malformed'));
  expect(answer.headers.get('content-language')).toBe('de');
  expect(answer.headers.get('vary')).toBe('Accept-Language, Time-Zone');
});

test('refuses bytes that are not UTF-8', async () => {
  expect(await send(new Uint8Array([0x22, 0xff, 0xfe, 0x22]))).toMatchObject(problem(400, 'malformed'));
});

test.each([['null'], ['[]'], ['"text"'], ['7'], ['']])('refuses the JSON %s as a workspace', async (body) => {
  expect(await send(body)).toMatchObject(problem(422, 'invalid-input'));
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'multipart/form-data; boundary=x',
])('refuses the media type %s', async (type) => {
  const answer = await send('slug=a', { 'content-type': type });
  expect(answer).toMatchObject(problem(415, 'unsupported-media-type'));
});

test('says that a body is missing where a call needs one', async () => {
  for (const path of ['/v1/workspaces', '/v1/workspaces/demo/boards', '/v1/workspaces/demo/tokens'])
    expect((await owner.post(path)).body).toMatchObject({
      code: 'invalid-input',
      errors: [{ path: '', code: 'bodyMissing', message: expect.stringContaining('The body is missing.') }],
    });
});

test('refuses a body beyond 256 kB', async () => {
  const answer = await send({ slug: 'big', name: 'x'.repeat(256 * 1024) });
  expect(answer).toMatchObject(problem(413, 'too-large'));
});

test('names every wrong and unknown field of a workspace', async () => {
  const answer = await send({ slug: 'No Slug', name: 7, owner: 'me', extra: { deep: 1 } });
  expect(answer).toMatchObject(problem(422, 'invalid-input'));
  expect(answer.body.errors.map(({ path }) => path).sort()).toEqual(['extra', 'name', 'owner', 'slug']);
});

test.each([
  ['half a surrogate pair', '\\ud800'],
  ['NUL', '\\u0000'],
])('refuses %s before the database', async (_, text) => {
  const name = await send(`{"slug": "text", "name": "a${text}b"}`);
  expect(name).toMatchObject(problem(422, 'invalid-input'));
  expect(name.body.errors[0]?.path).toBe('name');
  const signIn = await api.nobody.post('/v1/sessions', `{"email": "a${text}", "password": "x"}`);
  expect(signIn).toMatchObject({ status: 422, body: { errors: [{ path: 'email' }] } });
});

test('refuses a body nested ten thousand deep', async () => {
  expect(await send(`{"name": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`)).toMatchObject(
    problem(422, 'invalid-input'),
  );
});

test.each(['__proto__', 'constructor'])('refuses the key %s in a body as an unknown field', async (key) => {
  const answer = await send(`{"slug": "proto", "name": "Proto", "${key}": {"role": "owner"}}`);
  expect(answer).toMatchObject(problem(422, 'invalid-input'));
  expect(answer.body.errors).toMatchObject([{ path: key, code: 'unknownField' }]);
  expect(({} as { role?: string }).role).toBeUndefined();
});

test('takes emoji, right-to-left text and combining marks', async () => {
  const name = '🏞️ سدّ é';
  expect(await send({ slug: 'text', name })).toMatchObject({ status: 201, body: { name } });
});

test.each(['', 'a b', 'é', 'x'.repeat(256)])('refuses the idempotency key %j', async (key) => {
  const answer = await loner.send<ProblemOf<'invalid-input'>>(
    'POST',
    '/v1/workspaces',
    { slug: 'key', name: 'Key' },
    {
      'idempotency-key': Buffer.from(key).toString('latin1'),
    },
  );
  expect(answer).toMatchObject(problem(422, 'invalid-input'));
  expect(answer.body.errors[0]?.path).toBe('Idempotency-Key');
});

test.each(['/v1/nowhere', '/', '/v1/workspaces/demo/members/x/y'])('answers 404 to %s', async (path) => {
  expect(await owner.get(path)).toMatchObject(problem(404, 'not-found'));
});

test.each([
  '/v1/workspaces/%00/members',
  '/v1/workspaces/DEMO/members',
  `/v1/workspaces/${'x'.repeat(400)}/members`,
])('finds no workspace at %s', async (path) => {
  expect(await owner.get(path)).toMatchObject(problem(404, 'not-found'));
});

test.each(['/v1/workspaces/%/members', '/v1/%zz'])('refuses the path %s as malformed', async (path) => {
  expect(await owner.get(path)).toMatchObject(problem(400, 'malformed'));
});

test.each(['size=0', 'size=201', 'size=x', 'cursor=', 'sort=name', 'size=1&size=2'])(
  'refuses the query ?%s',
  async (query) => {
    expect(await owner.get(`/v1/workspaces/demo/members?${query}`)).toMatchObject(
      problem(422, 'invalid-input'),
    );
  },
);

test('answers the same for another’s and a missing workspace', async () => {
  const other = await owner.get('/v1/workspaces/other/members');
  const absent = await owner.get('/v1/workspaces/absent/members');
  expect(other).toMatchObject(problem(404, 'not-found'));
  expect(other.body).toEqual(absent.body);
});

test('answers 404 to a board and a workspace named %00', async () => {
  for (const path of ['/v1/workspaces/demo/boards/%00', '/v1/workspaces/%00/boards/PLAT']) {
    expect((await member.get(path)).status).toBe(404);
  }
  expect((await member.post('/v1/workspaces/demo/boards/%00/cards', { title: 'x' })).status).toBe(404);
});
