import { expect, test } from '@jest/globals';
import { databaseUrl } from '@weir/stack';
import pg from 'pg';
import { readMigrations } from '../src/files.js';
import { driftOf, migrate } from '../src/migrate.js';
import { migratedTemplate, serverUrl } from './support/migrated.js';

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function aDatabase(name: string): Promise<string> {
  await query(serverUrl(), `CREATE DATABASE ${name}`);
  return databaseUrl(serverUrl(), name);
}

test('the migrations create what schema.prisma says', async () => {
  const { url } = await (await migratedTemplate()).clone();
  expect(await driftOf(url)).toBe('');
});

test.each([
  ['a column more', 'ALTER TABLE cards ADD COLUMN colour text'],
  ['a column less', 'ALTER TABLE cards DROP COLUMN title CASCADE'],
  ['another type', 'ALTER TABLE user_identities ALTER COLUMN issuer TYPE varchar(10)'],
  ['a key less', 'ALTER TABLE cards DROP CONSTRAINT cards_pkey CASCADE'],
])('a drift is found: %s', async (_what, sql) => {
  const { url } = await (await migratedTemplate()).clone();
  await query(url, sql);
  expect(await driftOf(url)).not.toBe('');
});

test('two processes that migrate at once apply each migration once', async () => {
  const url = await aDatabase('at_once');
  const both = await Promise.all([migrate(url), migrate(url)]);
  const names = (await readMigrations()).migrationDirectories.map((migration) => migration.path);
  expect(both.flatMap(({ applied }) => applied).sort()).toEqual(names);
  expect(await query(url, 'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL')).toEqual(
    [],
  );
});

test('a failed migration reports why, changes nothing, and is retried', async () => {
  const url = await aDatabase('fails');
  await query(url, "CREATE TYPE limit_mode AS ENUM ('mine')");
  await expect(migrate(url)).rejects.toThrow('type "limit_mode" already exists');
  expect(await query(url, "SELECT FROM pg_type WHERE typname = 'role'")).toEqual([]);
  await query(url, 'DROP TYPE limit_mode');
  expect((await migrate(url)).applied).not.toEqual([]);
  expect(await driftOf(url)).toBe('');
});
