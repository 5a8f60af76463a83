import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { migrate, migrationNames } from '../src/migrate.js';
import { migratedDatabase } from './support/migrated.js';

const appRole = 'weir_app';
const name = '20261204000100_required_migrations';
let url: string;
let client: pg.Client;

beforeAll(async () => {
  ({ url, client } = await migratedDatabase());
  await migrate(url, { appRole });
});
afterAll(() => client.end());

test('a migration grants the API’s role its rights on new tables at once, not only after all migrations', async () => {
  await client.query(`
    DROP FUNCTION weir.require_migration, weir.keep_required_migrations CASCADE;
    DROP TABLE required_migrations;
    CREATE TABLE public.events_of_later (id integer);
    DELETE FROM _prisma_migrations WHERE migration_name = '${name}'`);
  // With `upTo`, because without it `migrate` ends with `grantRights`.
  const { applied } = await migrate(url, { appRole, upTo: (await migrationNames()).at(-1)! });
  expect(applied).toEqual([name]);
  const { rows } = await client.query(`
    SELECT t.name, array(SELECT r FROM unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) r WHERE has_table_privilege('${appRole}', t.name, r)) AS rights
      FROM unnest('{required_migrations,events_of_later,events,overrides}'::text[]) AS t (name)`);
  expect(Object.fromEntries(rows.map((row) => [row.name, row.rights]))).toEqual({
    required_migrations: ['SELECT'],
    events_of_later: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
    events: ['SELECT', 'INSERT'],
    overrides: ['SELECT', 'INSERT'],
  });
});
