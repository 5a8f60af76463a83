import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Me, Session, SetupState } from '@weir/contract';
import { all } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { insertUsers } from '../../support/people.js';
import { signInAtProvider } from '../../support/servers/provider.js';

const api = theApi({ WEIR_SIGNUP: 'invited' }, { empty: true, perTest: true });
const person = (name: string) => ({ email: `${name}@people.test`, name, password: 'long enough' });
const signUp = (name: string, setup?: string) =>
  api.nobody.post<Me>('/v1/users', { ...person(name), ...(setup !== undefined && { setup }) });
const newToken = async () => (await api.service('SetupService').newLink()).url.split('#')[1] as string;
const isNeeded = async () => (await api.nobody.get<SetupState>('/v1/setup')).body.isNeeded;
const accounts = async () => Number((await api.pool.query('SELECT count(*) FROM users')).rows[0].count);

test('a new server refuses the first person without the link, also by a provider', async () => {
  expect(await isNeeded()).toBe(true);
  expect(await signUp('first')).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
  for (const guess of ['guess', 'x'.repeat(43)])
    expect(await signUp('first', guess)).toMatchObject({ status: 409, body: { code: 'setup-link-invalid' } });
  expect(await signInAtProvider(api, { email: 'o@id.test' })).toMatchObject({ status: 403 });
  expect(await accounts()).toBe(0);
});

test('the link creates one account, which owns the server, and is then used up', async () => {
  const [token, another] = [await newToken(), await newToken()];
  expect(await signUp('first', token)).toMatchObject({ status: 201, body: { workspaces: [] } });
  expect(await isNeeded()).toBe(false);
  for (const used of [token, another])
    expect(await signUp('second', used)).toMatchObject({ status: 409, body: { code: 'setup-link-invalid' } });
  const { email, password } = person('first');
  const session = await api.nobody.post<Session>('/v1/sessions', { email, password });
  const first = api.withToken(session.body.accessToken);
  expect(await first.post('/v1/workspaces', { slug: 'place', name: 'Place' })).toMatchObject({ status: 201 });
  const { rows } = await api.pool.query('SELECT count(*)::int AS links FROM setup_links');
  expect(rows[0].links).toBe(0);
});

test('16 set-ups with one link at once make one account', async () => {
  const token = await newToken();
  const answers = await all(16, (n) => signUp(`racer-${n}`, token));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(15).fill(409)]);
  expect(await accounts()).toBe(1);
});

test('16 set-ups with 16 links at once make one account', async () => {
  const tokens = await all(16, newToken);
  const answers = await all(16, (n) => signUp(`racer-${n}`, tokens[n]));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(15).fill(409)]);
  expect(await accounts()).toBe(1);
});

test('a setup link is valid for a day', async () => {
  const token = await newToken();
  api.clock.pass({ hours: 24 });
  expect(await signUp('late', token)).toMatchObject({ status: 409, body: { code: 'setup-link-invalid' } });
});

test('a setup link does not open a server that has accounts', async () => {
  const token = await newToken();
  await insertUsers(api.pool, [api.people.viewer]);
  expect(await signUp('late', token)).toMatchObject({ status: 409, body: { code: 'setup-link-invalid' } });
});

test('the database keeps no setup link, only its hash', async () => {
  const token = await newToken();
  const { rows } = await api.pool.query(`SELECT encode(token_hash, 'escape') AS kept FROM setup_links`);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('the API’s log has a link that works', async () => {
  expect(await signUp('operator', await tokenInLog())).toMatchObject({ status: 201 });
});

/** Starts the API as a process of its own, and reads the link in its log. */
async function tokenInLog(): Promise<string> {
  const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
  const settings = Object.entries({ ...api.env, API_HOST: '127.0.0.1', API_PORT: 0, LOG_LEVEL: 'info' });
  const env = Object.fromEntries(settings.map(([name, value]) => [name, String(value)]));
  const child = spawn(process.execPath, [main], { env: { ...process.env, ...env, NODE_OPTIONS: '' } });
  let log = '';
  try {
    for await (const chunk of child.stdout) {
      log += chunk;
      const token = /https:\/\/weir\.test\/setup#([\w-]+) /.exec(log)?.[1];
      if (token) return token;
    }
    throw new Error(log);
  } finally {
    child.kill('SIGKILL');
  }
}
