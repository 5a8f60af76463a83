import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { aDatabase } from '../support/database.js';

// Prisma's drift test compares tables and plain indexes. This one compares triggers, functions, checks and partial
// indexes, which enforce the limits. Accept an intended change with ACCEPT_CATALOGUE=1 and review the diff of
// catalogue.txt.

const expected = new URL('./catalogue.txt', import.meta.url);
let database: Awaited<ReturnType<typeof aDatabase>>;
let client: pg.Client;

beforeAll(async () => {
  database = await aDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('SET search_path = public');
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test('a migrated database contains exactly what catalogue.txt lists', async () => {
  const catalogue = await lines(`
    SELECT object || E'\\n' || coalesce(string_agg('  ' || part, E'\\n' ORDER BY rank, part), '') AS line
      FROM (${everything}) t GROUP BY object ORDER BY object`);
  const text = `${catalogue.map((object) => object.trimEnd()).join('\n\n')}\n`;
  if (process.env.ACCEPT_CATALOGUE) writeFileSync(expected, text);
  expect(text.split('\n')).toEqual(readFileSync(expected, 'utf8').split('\n'));
});

/** The only tables that belong to no workspace. */
const globalTables = [
  'account_letters',
  'avatars',
  'backup_runs',
  'email_confirmations',
  'mailboxes',
  'notice_choices',
  'notice_mail_times',
  'passkey_challenges',
  'passkeys',
  'push_choices',
  'push_subscriptions',
  'rate_limits',
  'recovery_codes',
  'required_migrations',
  'sessions',
  'setup_links',
  'totp_secrets',
  'user_identities',
  'user_locks',
  'users',
  'workspaces',
];

test('every table but the global ones has workspace_id', async () => {
  const withoutTenant = await lines(`
    SELECT c.relname AS line FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
       AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id' AND a.attnotnull)
     ORDER BY 1`);
  expect(withoutTenant).toEqual(globalTables);
});

/** The key of the directory, which makes slugs unique over all workspaces, and the foreign key from workspaces to it. */
const directoryKeys = ['workspace_slugs_pkey', 'workspaces_id_slug_fkey'].join(',');

test('workspace_id is first in every primary and unique key', async () => {
  expect(await lines(keysLedBySomethingElse)).toEqual([]);
});

test('the check finds a key without workspace_id first', async () => {
  await client.query('BEGIN');
  await client.query('CREATE UNIQUE INDEX wrong ON cards (board_id, workspace_id, number)');
  expect(await lines(keysLedBySomethingElse)).toEqual(['wrong']);
  await client.query('ROLLBACK');
});

const keysLedBySomethingElse = `
  SELECT i.indexrelid::regclass::text AS line
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute tenant ON tenant.attrelid = c.oid AND tenant.attname = 'workspace_id'
   WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND i.indkey[0] <> tenant.attnum
     AND i.indexrelid::regclass::text <> ALL ('{${directoryKeys}}')`;

test('workspace_id is first in every foreign key, so none can cross workspaces', async () => {
  const crossing = await lines(`
    SELECT f.conrelid::regclass || ' ' || f.conname AS line
      FROM pg_constraint f
      JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
      JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
     WHERE f.contype = 'f' AND f.connamespace <> 'pgboss'::regnamespace
       AND f.confrelid::regclass::text <> ALL ('{${globalTables.join(',')}}') AND f.conname <> ALL ('{${directoryKeys}}')
       AND (a.attname <> 'workspace_id' OR b.attname <> 'workspace_id')`);
  expect(crossing).toEqual([]);
});

test('no foreign key cascades or sets null', async () => {
  const acting = await lines(`
    SELECT conname AS line FROM pg_constraint
     WHERE contype = 'f' AND connamespace <> 'pgboss'::regnamespace
       AND (confdeltype <> 'a' OR confupdtype <> 'a' OR condeferrable)`);
  expect(acting).toEqual([]);
});

test('references to cards, columns, swimlanes and limits include the board', async () => {
  const without = await lines(`
    SELECT f.conname AS line FROM pg_constraint f
     WHERE f.contype = 'f'
       AND f.confrelid IN ('cards'::regclass, 'columns'::regclass, 'swimlanes'::regclass, 'requests'::regclass)
       AND cardinality(f.conkey) <> 3`);
  expect(without).toEqual([]);
});

test('every trigger is ENABLE, not ENABLE ALWAYS', async () => {
  const odd = await lines(
    `SELECT tgname AS line FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'`,
  );
  expect(odd).toEqual([]);
});

test('there is no sequence', async () => {
  expect(await lines(`SELECT relname AS line FROM pg_class WHERE relkind = 'S'`)).toEqual([]);
});

async function lines(sql: string): Promise<string[]> {
  return (await client.query<{ line: string }>(sql)).rows.map(({ line }) => line);
}

const ours = `c.relnamespace IN ('public'::regnamespace, 'weir'::regnamespace) AND c.relname <> '_prisma_migrations'`;

/** Every object with its parts as (object, rank, part). A body is a digest; its text is in prisma/sql. */
const everything = `
  SELECT 'table ' || c.oid::regclass AS object, 0 AS rank,
         a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
         || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') AS part
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relkind IN ('r', 'p') AND ${ours}
  UNION ALL
  SELECT 'table ' || c.oid::regclass, 1, 'storage ' || array_to_string(c.reloptions, ', ')
    FROM pg_class c WHERE c.relkind = 'r' AND c.reloptions IS NOT NULL AND ${ours}
  UNION ALL
  SELECT 'table ' || c.oid::regclass, 2, 'constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
         || CASE WHEN k.convalidated THEN '' ELSE ' not validated' END
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
   WHERE k.contype IN ('p', 'u', 'f', 'c') AND ${ours}
  UNION ALL
  SELECT 'table ' || c.oid::regclass, 3, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE ', '')
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE NOT i.indisprimary AND ${ours}
  UNION ALL
  SELECT 'table ' || c.oid::regclass, 4, regexp_replace(pg_get_triggerdef(t.oid), '^CREATE ', '')
         || CASE t.tgenabled WHEN 'O' THEN '' ELSE ' enabled ' || t.tgenabled::text END
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND ${ours}
  UNION ALL
  SELECT 'view ' || c.oid::regclass, 0, 'text ' || left(md5(pg_get_viewdef(c.oid)), 12)
    FROM pg_class c WHERE c.relkind = 'v' AND ${ours}
  UNION ALL
  SELECT 'type ' || t.oid::regtype, 0, (SELECT string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
    FROM pg_type t WHERE t.typtype = 'e' AND t.typnamespace IN ('public'::regnamespace, 'weir'::regnamespace)
  UNION ALL
  SELECT 'type ' || c.oid::regclass, 0, a.attnum || ' ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 WHERE c.relkind = 'c' AND ${ours}
  UNION ALL
  SELECT 'function ' || p.oid::regproc || '(' || pg_get_function_arguments(p.oid) || ')', 0,
         'returns ' || pg_get_function_result(p.oid) || ', ' || l.lanname
         || CASE p.provolatile WHEN 'i' THEN ' immutable' WHEN 's' THEN ' stable' ELSE '' END
         || CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END
         || coalesce(', set ' || array_to_string(p.proconfig, ', '), '') || ', body ' || left(md5(p.prosrc), 12)
    FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
   WHERE p.pronamespace IN ('public'::regnamespace, 'weir'::regnamespace)`;
