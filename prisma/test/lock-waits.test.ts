import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { migrate } from '../src/migrate.js';
import { connected, migratedDatabase } from './support/migrated.js';

const name = '20261204000000_parts_of_earlier_databases';
let url: string;
let holder: pg.Client;
let caller: pg.Client;

/** A database without one migration, which changes `requests`. */
beforeAll(async () => {
  ({ url, client: holder } = await migratedDatabase());
  caller = await connected(url);
  await holder.query('ALTER TABLE requests DROP CONSTRAINT requests_rest_is_answered');
  await holder.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [name]);
});
afterAll(() => Promise.all([holder.end(), caller.end()]));

test('a migration that can’t get its lock in time fails and changes nothing', async () => {
  await holder.query('BEGIN; SELECT FROM requests');
  await expect(migrate(url, { lockSeconds: 0 })).rejects.toThrow('lock timeout');
  await holder.query('ROLLBACK');
  const { rowCount } = await holder.query(
    `SELECT FROM pg_constraint WHERE conname = 'requests_rest_is_answered'`,
  );
  expect(rowCount).toBe(0);
});

test('a migration that waits for a long transaction does not block the others, and is tried again', async () => {
  await holder.query('BEGIN; SELECT FROM requests');
  const { pid } = (await holder.query('SELECT pg_backend_pid() AS pid')).rows[0];
  const said: string[] = [];
  let freed: Promise<unknown> | undefined;
  const say = (line: string) => {
    said.push(line);
    // Calls pass between two tries, while the long transaction is still open.
    freed ??= caller.query('SELECT FROM requests').then(() => holder.query('COMMIT'));
  };
  expect(await migrate(url, { say })).toEqual({ applied: [name], newer: [] });
  await freed;
  expect(said[0]).toContain(`the oldest transaction is of process ${pid}`);
});
