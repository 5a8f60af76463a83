import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { migrate, NewerVersionRequired } from '../src/migrate.js';
import { migratedDatabase } from './support/migrated.js';

const later = '29990101000000_later';
const appRole = 'weir_app';
let url: string;
let client: pg.Client;

/** A database that a newer version has migrated: it has a migration and a table that this version does not know. */
beforeAll(async () => {
  ({ url, client } = await migratedDatabase());
  await client.query(`
    CREATE TABLE public.later (id integer);
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('later', '', '${later}', now())`);
});
afterAll(() => client.end());

test('migrating with an older version changes nothing, and leaves the rights as the newer version granted them', async () => {
  expect(await migrate(url, { appRole })).toEqual({ applied: [], newer: [later] });
  const { rows } = await client.query(
    `SELECT has_table_privilege('${appRole}', 'public.later', 'SELECT') AS may`,
  );
  expect(rows).toEqual([{ may: false }]);
});

test('migrations of earlier releases that this version has under other names don’t make a database newer', async () => {
  await client.query(
    `UPDATE _prisma_migrations SET migration_name = '20261201400001_usual_times' WHERE id = 'later'`,
  );
  expect((await migrate(url)).newer).toEqual([]);
  await client.query(`UPDATE _prisma_migrations SET migration_name = '${later}' WHERE id = 'later'`);
});

test('migrating is refused if a newer version has removed what this one uses', async () => {
  await client.query(`SELECT weir.require_migration('${later}', 'cards have no colour')`);
  const refused = migrate(url, { appRole });
  await expect(refused).rejects.toThrow(NewerVersionRequired);
  await expect(refused).rejects.toThrow(`one that has the migration ${later}. Start that version.`);
});
