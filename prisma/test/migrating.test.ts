import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseUrl, embeddedPostgres, type Postgres } from '@weir/stack';
import pg from 'pg';
import { readMigrations } from '../src/files.js';
import { driftOf, migrate } from '../src/migrate.js';

const program = fileURLToPath(new URL('../dist/bin/migrate.js', import.meta.url));
let postgres: Postgres;
let url: string;
let sql: pg.Client;

beforeAll(async () => {
  postgres = await embeddedPostgres();
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query('CREATE DATABASE cut_off');
  await admin.end();
  url = databaseUrl(postgres.url, 'cut_off');
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await postgres.stop();
});

test('the next process finishes a migration whose process was killed', async () => {
  // The first migration creates this type too, and so waits for this transaction to end.
  await sql.query('BEGIN; CREATE TYPE role AS ENUM ()');
  const killed = spawn(process.execPath, [program], { env: { ...process.env, DATABASE_URL: url } });
  while (!(await somebodyWaits()));
  killed.kill('SIGKILL');
  await once(killed, 'exit');

  const next = migrate(url);
  await sql.query('ROLLBACK');
  await next;
  expect(await driftOf(url)).toBe('');
  const { rows } = await sql.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
  );
  const names = rows.map(({ migration_name }) => migration_name);
  expect(names).toEqual((await readMigrations()).migrationDirectories.map(({ path }) => path));
  expect(await migrate(url)).toEqual({ applied: [], newer: [] });
}, 60_000);

async function somebodyWaits(): Promise<boolean> {
  return (await sql.query('SELECT FROM pg_locks WHERE NOT granted')).rowCount !== 0;
}
