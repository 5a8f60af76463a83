import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type pg from 'pg';
import { readSources } from '../src/files.js';
import { scriptOf, sqlMigrationOf } from '../src/sql-migration.js';
import { migratedDatabase } from './support/migrated.js';

let client: pg.Client;
let url: string;

beforeAll(async () => {
  ({ url, client } = await migratedDatabase());
});
afterAll(() => client.end());

const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows;

test('a migrated database has the functions, views, types and triggers of prisma/sql', async () => {
  expect(await sqlMigrationOf(url)).toEqual({ drops: [], creates: [] });
});

test.each([
  ['a changed body', 'ALTER FUNCTION weir.instant SET enable_seqscan = off'],
  ['a removed trigger', 'DROP TRIGGER lock_request ON answers'],
  ['a removed view', 'DROP VIEW weir.request_people'],
  ['a function of unknown origin', 'CREATE FUNCTION weir.stray() RETURNS integer LANGUAGE sql RETURN 1'],
  [
    'a trigger of unknown origin',
    'CREATE TRIGGER stray BEFORE TRUNCATE ON cards EXECUTE FUNCTION weir.refuse_truncate()',
  ],
  [
    'another result',
    'DROP FUNCTION weir.card_list; CREATE FUNCTION weir.card_list(uuid, uuid, integer[]) RETURNS text LANGUAGE sql RETURN 1',
  ],
  ['a type with other fields', 'ALTER TYPE weir.card_change ADD ATTRIBUTE more text'],
])('a written migration repairs %s', async (_, change) => {
  await client.query(change);
  const script = scriptOf(await sqlMigrationOf(url), '');
  expect(script).not.toBe('');
  await client.query(script);
  expect(await sqlMigrationOf(url)).toEqual({ drops: [], creates: [] });
});

test('a change that an index depends on must be written by hand', async () => {
  await client.query('ALTER FUNCTION weir.due_at RENAME TO due_once');
  await expect(sqlMigrationOf(url)).rejects.toThrow('by hand');
  await client.query('ALTER FUNCTION weir.due_once RENAME TO due_at');
});

test('no function has a name that psql takes as the start of a block, which would break a plain dump', async () => {
  const names = await rows(
    `SELECT proname FROM pg_proc WHERE pronamespace = 'weir'::regnamespace AND proname = 'begin'`,
  );
  expect(names).toEqual([]);
});

test('functions name tables and types with their schema, so that they work in any search_path', async () => {
  const names = (
    await rows(`
      SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       UNION ALL
      SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype = 'e'`)
  )
    .map(({ name }) => name)
    .join('|');
  const unqualified = [
    new RegExp(`\\b(FROM|JOIN|INTO|UPDATE|USING|ONLY) +(${names})\\b`, 'g'),
    new RegExp(`::(${names})\\b`, 'g'),
    new RegExp(`^ *_\\w+ +(${names})(\\[\\])?(;| *:=)`, 'gm'),
  ];
  for (const source of await readSources()) {
    const code = source.replace(/--.*/g, '');
    expect(unqualified.flatMap((pattern) => code.match(pattern) ?? [])).toEqual([]);
  }
});

test('SQL functions can be inlined: none of them has SET options', async () => {
  const set = await rows(`
    SELECT p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
     WHERE p.pronamespace = 'weir'::regnamespace AND l.lanname = 'sql' AND p.proconfig IS NOT NULL`);
  expect(set).toEqual([]);
});
