import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type Api, theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

let sql: pg.Client;
// Declared first, so that it ends before the database is dropped.
afterAll(() => sql.end());
const api: Api = theApi();
beforeAll(async () => {
  sql = new pg.Client({ connectionString: api.env.DATABASE_URL });
  await sql.connect();
});

const refused = { code: '42501' };

test('the API’s role has rights on rows, and no others', async () => {
  const { rows } = await api.pool.query<{ rights: string; tables: string[] }>(`
    SELECT rights, array_agg(name ORDER BY name) AS tables
      FROM (SELECT c.relname::text AS name,
                   coalesce(string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type), 'none') AS rights
              FROM pg_class c
              LEFT JOIN aclexplode(c.relacl) a ON a.grantee = 'weir_app'::regrole
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
               AND c.relnamespace IN ('public'::regnamespace, 'weir'::regnamespace)
             GROUP BY c.oid) AS each_table
     GROUP BY rights`);
  const tablesBy = Object.fromEntries(rows.map(({ rights, tables }) => [rights, tables]));
  const { 'DELETE INSERT SELECT UPDATE': all, ...fewer } = tablesBy;
  expect(all).toContain('cards');
  expect(fewer).toEqual({
    'DELETE SELECT': ['users', 'workspaces'],
    'INSERT SELECT': [
      'announced_forecasts',
      'answers',
      'credit_entries',
      'events',
      'overrides',
      'request_steps',
      'workspace_events',
    ],
    'INSERT SELECT UPDATE': ['board_clock'],
    SELECT: [
      '_prisma_migrations',
      'backup_runs',
      'blockers',
      'card_documents',
      'credentials',
      'notice_documents',
      'open_waits',
      'request_people',
      'required_migrations',
      'webhook_sources',
    ],
  });
});

test('of a table with columns that are the operator’s or final, the API’s role writes the others', async () => {
  const { rows } = await api.pool.query<{ right: string; table: string; columns: string[] }>(`
    SELECT a.privilege_type AS right, c.relname::text AS table, array_agg(t.attname::text ORDER BY t.attname::text) AS columns
      FROM pg_class c
      JOIN pg_attribute t ON t.attrelid = c.oid
     CROSS JOIN LATERAL aclexplode(t.attacl) a
     WHERE a.grantee = 'weir_app'::regrole
       AND c.relnamespace IN ('public'::regnamespace, 'weir'::regnamespace, 'pgboss'::regnamespace)
     GROUP BY 1, 2`);
  const columnsOf = async (table: string) => {
    const { fields } = await api.pool.query(`SELECT * FROM ${table} LIMIT 0`);
    return fields.map(({ name }) => name);
  };
  const others = async (table: string) =>
    (await columnsOf(table)).filter((name) => !['caps', 'demo_seeded_at'].includes(name));
  const written = Object.fromEntries(rows.map(({ right, table, columns }) => [`${right} ${table}`, columns]));
  expect(written).toEqual({
    'INSERT users': expect.arrayContaining(await others('users')),
    'UPDATE users': expect.arrayContaining(await others('users')),
    'INSERT workspaces': expect.arrayContaining(await others('workspaces')),
    'UPDATE workspaces': expect.arrayContaining(await others('workspaces')),
    'UPDATE overrides': ['gain'],
    'UPDATE request_steps': ['announced', 'received_at', 'requester_left', 'settled_at'],
  });
  expect(Object.values(written).flat()).not.toContain('caps');
});

test('the API’s role calls no function that makes or fills a large object or the log of the server', async () => {
  const { rows } = await sql.query(`
    SELECT p.oid::regprocedure::text AS name FROM pg_proc p
     WHERE p.pronamespace = 'pg_catalog'::regnamespace
       AND (p.proname ~ '^lo(_|read|write)' OR p.proname IN ('pg_logical_emit_message', 'pg_read_file', 'pg_ls_dir'))
       AND has_function_privilege(p.oid, 'EXECUTE')
     ORDER BY 1`);
  expect(rows).toEqual([]);
});

test('the API’s role is nobody special and owns nothing', async () => {
  const { rows } = await sql.query(`
    SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
           (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships,
           (SELECT count(*)::int FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owned
      FROM pg_roles r WHERE rolname = current_user`);
  expect(rows).toEqual([
    {
      rolname: 'weir_app',
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      rolbypassrls: false,
      memberships: 0,
      owned: 0,
    },
  ]);
});

test.each([
  'CREATE TABLE public.mine (id integer)',
  'CREATE SCHEMA mine',
  'CREATE FUNCTION public.mine() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
  'CREATE OR REPLACE FUNCTION weir.refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$',
  'ALTER TABLE cards DISABLE TRIGGER ALL',
  'ALTER TABLE cards DISABLE TRIGGER USER',
  'DROP TRIGGER first_lock_boards_on_update ON cards',
  'ALTER TABLE cards DROP CONSTRAINT cards_pkey CASCADE',
  'DROP TABLE cards CASCADE',
  'TRUNCATE idempotency_keys',
  'TRUNCATE cards CASCADE',
  'CREATE TRIGGER mine AFTER UPDATE ON cards EXECUTE FUNCTION weir.refuse_truncate()',
  'CREATE INDEX mine ON cards (title)',
  "COPY cards (title) TO PROGRAM 'cat'",
  "COPY cards (title) FROM '/etc/passwd'",
  "SELECT pg_read_file('postgresql.conf')",
  'SELECT lo_create(0)',
  "SELECT lo_from_bytea(0, 'mine')",
  'ALTER ROLE weir_app SUPERUSER',
  'ALTER DATABASE weir SET lock_timeout = 0',
  'SET session_authorization = weir',
  `UPDATE workspaces SET caps = '{"cards": 1000000}'`,
  `UPDATE users SET caps = '{"workspaces": 1000000}'`,
  `INSERT INTO workspaces (id, slug, name, created_at, caps) VALUES (gen_random_uuid(), 'mine', 'Mine', now(), '{"cards": 1000000}')`,
  'UPDATE workspaces SET demo_seeded_at = now()',
  `INSERT INTO workspaces (id, slug, name, created_at, demo_seeded_at) VALUES (gen_random_uuid(), 'mine', 'Mine', now(), now())`,
  "UPDATE overrides SET mode = 'warn'",
  "UPDATE overrides SET at = '2000-01-01'",
  'SET session_replication_role = replica',
  'SET ROLE weir',
  'DELETE FROM events',
  "UPDATE events SET type = 'card.moved'",
  'DELETE FROM answers',
  'UPDATE answers SET message = NULL',
  'DELETE FROM overrides',
  'DELETE FROM request_steps',
  "UPDATE request_steps SET message = 'Sorry'",
  'UPDATE announced_forecasts SET p85 = p50',
  'DELETE FROM board_clock',
  'DELETE FROM _prisma_migrations',
  'DELETE FROM required_migrations',
  "SELECT weir.require_migration('20261204000100_required_migrations', 'Mine')",
  'DROP SCHEMA pgboss CASCADE',
  'CREATE TABLE pgboss.mine (id integer)',
])('the database refuses to the API’s role: %s', async (statement) => {
  await expect(sql.query(statement)).rejects.toMatchObject(refused);
});

/**
 * What PostgreSQL lets any role do: change the defaults of its own sessions. The API sets its timeouts on each of its
 * connections, so these defaults bind nobody, and no setting of a role lets it past a trigger or a right.
 */
test('a role’s own settings change no timeout of the API and reach no trigger', async () => {
  await sql.query('BEGIN');
  await sql.query('ALTER ROLE weir_app SET statement_timeout = 0');
  await sql.query('ROLLBACK');
  await expect(sql.query('ALTER ROLE weir_app SET session_replication_role = replica')).rejects.toMatchObject(
    refused,
  );
  const { rows } = await api.service('Pool').query('SHOW statement_timeout');
  expect(rows).toEqual([{ statement_timeout: expect.stringMatching(/^[1-9]/) }]);
});

test('plain SQL of the API’s role meets the limits', async () => {
  const board = await aBoard().column('Doing', { limit: 0 }).make();
  const { member } = api.people;
  await member.createCard(board, { title: 'One' });
  const move = `UPDATE cards SET column_id = (SELECT id FROM columns WHERE name = 'Doing' LIMIT 1)`;
  await expect(sql.query(move)).rejects.toMatchObject({ code: 'WIP00' });
});
