import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Instance } from './support/instance.js';
import { Server } from './support/server.js';

// The commands of PostgreSQL in docs/operations/backup.md, as the roles that it names.

const server = new Server();
const folder = mkdtempSync(join(tmpdir(), 'weir-dumps-'));
const migrator = 'weir_migrator';

beforeAll(async () => {
  await server.start();
  await server.migrate('weir');
  await server.seed('weir');
  const instance = await new Instance().start(server.url('weir_app'));
  // Background work fills the tables of the jobs.
  await server.until(migrator, 'weir', 'SELECT FROM pgboss.job');
  await instance.stop();
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every table with the number and a digest of its rows. */
async function rowsOf(database: string, schemas = "'public', 'weir', 'pgboss'"): Promise<string[]> {
  const tables = await server.sql<{ name: string }>(
    migrator,
    database,
    `SELECT c.oid::regclass::text AS name FROM pg_class c
      WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN (${schemas}) ORDER BY 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const digest = `SELECT concat_ws(' ', count(*), md5(string_agg(t::text, ',' ORDER BY t::text))) AS rows FROM ${name} t`;
    const [found] = await server.sql<{ rows: string }>(migrator, database, digest);
    lines.push(`${name}: ${found?.rows}`);
  }
  return lines;
}

/**
 * The catalogue as pg_dump writes it, with owners and rights. Newer versions add a random key to each dump. A BETWEEN that
 * was read once more has fewer parentheses.
 */
async function schemaOf(database: string): Promise<string[]> {
  const text = await server.program('pg_dump', migrator, database, ['--schema-only']);
  return text
    .replaceAll(/[()]/g, '')
    .split('\n')
    .filter((line) => !/^\\(un)?restrict /.test(line));
}

async function expectWhole(database: string): Promise<void> {
  expect(await rowsOf(database)).toEqual(await rowsOf('weir'));
  expect(await schemaOf(database)).toEqual(await schemaOf('weir'));
  await expectWorking(database);
}

/** The API starts on it and is ready, and plain SQL meets the limits. */
async function expectWorking(database: string): Promise<void> {
  const instance = await new Instance().start(server.url('weir_app', database));
  expect(await instance.ready()).toEqual({ status: 200, failed: [] });
  const token = await instance.token();
  expect((await instance.call('GET', '/workspaces/demo/boards/PLAT', undefined, token)).status).toBe(200);
  expect(await instance.stop()).toBe(0);
  const overfill = `
    UPDATE cards SET column_id = l.column_id FROM wip_limits l
     WHERE l.scope = 'column' AND l.mode = 'block' AND l.workspace_id = cards.workspace_id
       AND l.board_id = cards.board_id AND cards.archived_at IS NULL AND cards.delivered_at IS NULL`;
  await expect(server.sql('weir_app', database, overfill)).rejects.toMatchObject({ code: 'WIP00' });
}

test('a plain dump restores into an empty database, whole', async () => {
  const file = join(folder, 'weir.sql');
  await server.program('pg_dump', migrator, 'weir', [`--file=${file}`]);
  const database = await server.emptyDatabase('from_plain');
  await server.psql(migrator, database, ['--quiet', `--file=${file}`]);
  await expectWhole(database);
});

test('a dump in the custom format restores with several jobs, whole', async () => {
  const file = join(folder, 'weir.dump');
  await server.program('pg_dump', migrator, 'weir', ['--format=custom', `--file=${file}`]);
  const database = await server.emptyDatabase('from_custom');
  await server.program('pg_restore', migrator, database, ['--exit-on-error', '--jobs=2', file]);
  await expectWhole(database);
});

test('rows alone restore into a migrated, empty database as the migrator, without firing triggers', async () => {
  const file = join(folder, 'rows.sql');
  const left = ['--exclude-table=_prisma_migrations', '--exclude-schema=pgboss'];
  await server.program('pg_dump', migrator, 'weir', ['--data-only', ...left, `--file=${file}`]);
  const database = await server.emptyDatabase('from_rows');
  await server.migrate(database);
  await server.psql(migrator, database, ['--quiet', `--file=${file}`], {
    PGOPTIONS: '-c session_replication_role=replica',
  });
  const migrations = /^_prisma_migrations:/;
  const without = (lines: string[]) => lines.filter((line) => !migrations.test(line));
  expect(without(await rowsOf(database, "'public'"))).toEqual(without(await rowsOf('weir', "'public'")));
  expect(await schemaOf(database)).toEqual(await schemaOf('weir'));
  await expectWorking(database);
});

test('the API’s role creates no temporary table, and the migrator alone restores without triggers', async () => {
  const refused = { code: '42501' };
  await expect(server.sql('weir_app', 'weir', 'CREATE TEMPORARY TABLE mine ()')).rejects.toMatchObject(
    refused,
  );
  const replica = 'SET session_replication_role = replica';
  await expect(server.sql('weir_app', 'weir', replica)).rejects.toMatchObject(refused);
  await server.sql(migrator, 'weir', replica);
});

test('what one role owned goes to the migrator with prisma/roles.sql, which can run again', async () => {
  const roles = new URL('../../../prisma/roles.sql', import.meta.url).pathname;
  const file = join(folder, 'own.sql');
  writeFileSync(
    file,
    `REASSIGN OWNED BY weir_migrator TO administrator;\nALTER TABLE cards OWNER TO administrator;`,
  );
  await server.psql('administrator', 'weir', ['--quiet', `--file=${file}`]);
  await server.psql('administrator', 'postgres', ['--quiet', `--file=${roles}`]);
  const others = await server.sql(
    migrator,
    'weir',
    `SELECT c.oid::regclass FROM pg_class c
      WHERE c.relnamespace::regnamespace::text IN ('public', 'weir', 'pgboss') AND c.relowner <> 'weir_migrator'::regrole
     UNION ALL
     SELECT p.oid::regclass FROM pg_proc p
      WHERE p.pronamespace::regnamespace::text IN ('public', 'weir', 'pgboss') AND p.proowner <> 'weir_migrator'::regrole`,
  );
  expect(others).toEqual([]);
  await server.migrate('weir');
  await expectWorking('weir');
});
