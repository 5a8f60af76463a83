import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import type pg from 'pg';
import { getConstructionPlans } from 'pg-boss';

const require = createRequire(import.meta.url);
const schema = 'pgboss';
const currentVersion: number = require('pg-boss/package.json').pgboss.schema;

/**
 * Creates or upgrades the tables of pg-boss, in which the API's instances share their background work. The API's own role
 * may not. The program of pg-boss does an upgrade, because it can build indexes outside a transaction.
 */
export async function migrateJobs(client: pg.Client, connectionString: string): Promise<void> {
  const { rows: found } = await client.query<{ schema: string | null; version: string | null }>(
    `SELECT to_regnamespace($1) AS schema, to_regclass($1 || '.version') AS version`,
    [schema],
  );
  if (!found[0]?.version) {
    await client.query(getConstructionPlans(schema, { createSchema: !found[0]?.schema }));
    return;
  }
  const { rows } = await client.query<{ version: number }>(`SELECT version FROM ${schema}.version`);
  if (Number(rows[0]?.version) >= currentVersion) return;
  const program = require.resolve('pg-boss/dist/cli.js');
  const env = { ...process.env, PGBOSS_DATABASE_URL: connectionString, PGBOSS_SCHEMA: schema };
  await promisify(execFile)(process.execPath, [program, 'migrate'], { env });
}
