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
    'INSERT SELECT': ['answers', 'events'],
    'INSERT SELECT UPDATE': ['board_clock', 'overrides'],
    SELECT: ['_prisma_migrations', 'card_documents', 'notice_documents', 'request_people'],
  });
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
  'SET session_replication_role = replica',
  'SET ROLE weir',
  'DELETE FROM events',
  "UPDATE events SET type = 'card.moved'",
  'DELETE FROM answers',
  'UPDATE answers SET message = NULL',
  'DELETE FROM overrides',
  'DELETE FROM board_clock',
  'DELETE FROM _prisma_migrations',
  'DROP SCHEMA pgboss CASCADE',
  'CREATE TABLE pgboss.mine (id integer)',
])('the database refuses to the API’s role: %s', async (statement) => {
  await expect(sql.query(statement)).rejects.toMatchObject(refused);
});

test('plain SQL of the API’s role meets the limits', async () => {
  const board = await aBoard().column('Doing', { limit: 0 }).make();
  const { member } = api.people;
  await member.createCard(board, { title: 'One' });
  const move = `UPDATE cards SET column_id = (SELECT id FROM columns WHERE name = 'Doing' LIMIT 1)`;
  await expect(sql.query(move)).rejects.toMatchObject({ code: 'WIP00' });
});
