import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseUrl, embeddedPostgres, freePort, type Postgres } from '@weir/stack';
import pg from 'pg';

// What an operator reads where weir-migrate cannot work.

const program = fileURLToPath(new URL('../dist/bin/migrate.js', import.meta.url));
let postgres: Postgres;
beforeAll(async () => {
  postgres = await embeddedPostgres();
});
afterAll(() => postgres.stop());

const run = (env: NodeJS.ProcessEnv) =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    execFile(process.execPath, [program], { env: { ...inherited, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

const withPassword = (password: string) => {
  const url = new URL(postgres.url);
  url.password = password;
  return url.href;
};

test.each<[string, () => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>, RegExp]>([
  [
    'without a database',
    () => ({ DATABASE_URL: '' }),
    /^DATABASE_URL is not set\. Set it to the database, as /,
  ],
  [
    'with another kind of database',
    () => ({ DATABASE_URL: 'mysql://weir:hush@db/weir' }),
    /^DATABASE_URL is not the address of a PostgreSQL database\. Write it as /,
  ],
  [
    'with an unreachable database',
    async () => ({ DATABASE_URL: `postgresql://weir:hush@127.0.0.1:${await freePort()}/weir` }),
    /^connect ECONNREFUSED 127\.0\.0\.1:\d+\. The database cannot be reached\. Check host and port/,
  ],
  [
    'with a wrong password',
    () => ({ DATABASE_URL: withPassword('hush') }),
    /^password authentication failed for user "weir"\. PostgreSQL refuses this user\. Check user and password/,
  ],
  [
    'with a database that does not exist',
    () => ({ DATABASE_URL: databaseUrl(postgres.url, 'absent') }),
    /^database "absent" does not exist\. Create the database first/,
  ],
  [
    'on a read-only database',
    () => ({ DATABASE_URL: `${postgres.url}?options=-c%20default_transaction_read_only%3Don` }),
    /read-only.*Let DATABASE_URL name the primary\.$/,
  ],
  [
    'as a role without rights',
    () => ({ DATABASE_URL: postgres.appUrl }),
    /permission denied.* DATABASE_URL needs a role that owns the database and its tables\.$/,
  ],
  [
    'for a role that does not exist',
    () => ({ DATABASE_URL: postgres.url, WEIR_APP_ROLE: 'absent' }),
    /^role "absent" does not exist\. Create the role of WEIR_APP_ROLE first\.$/,
  ],
])('weir-migrate %s says in one line what to do, and exits with 1', async (_, env, sentence) => {
  const { code, stderr } = await run(await env());
  expect(stderr.trim()).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toContain('hush');
  expect(code).toBe(1);
});

test('weir-migrate grants the API’s role its rights, also where nothing is left to apply', async () => {
  const env = { DATABASE_URL: postgres.url, WEIR_APP_ROLE: 'weir_app' };
  await run(env);
  const again = await run(env);
  expect([again.code, again.stdout]).toEqual([
    0,
    'nothing to apply\ngranted the rights of the API to weir_app\n',
  ]);

  const app = new pg.Client({ connectionString: postgres.appUrl });
  await app.connect();
  const temporary = app.query('CREATE TEMPORARY TABLE mine (id integer)');
  await expect(temporary).rejects.toMatchObject({ code: '42501' });
  await app.end();
});
