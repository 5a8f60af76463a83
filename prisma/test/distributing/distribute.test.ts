import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readCatalogue } from '../../src/citus/functions.js';
import { forShard } from '../../src/citus/shard-text.js';
import { readTables } from '../../src/citus/tables.js';
import { aWorkspace, type Workspace } from '../support/workspace.js';

const program = fileURLToPath(new URL('../../dist/bin/distribute.js', import.meta.url));
let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace();
});
afterAll(() => workspace.end());

test('the command distribute refuses a plain PostgreSQL with a reason and advice, and changes nothing', async () => {
  const run = promisify(execFile)(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: workspace.url },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^This is a plain PostgreSQL: .* Nothing was changed\. .*citus\.md\.\n$/),
  });
  const [row] = await workspace.rows(
    `SELECT to_regclass('workspaces_slug_key') IS NOT NULL AS index, to_regnamespace('weir_shards') IS NULL AS clean`,
  );
  expect(row).toEqual({ index: true, clean: true });
});

test('the command distribute refuses a number of shards outside of 1 to 128', async () => {
  const run = promisify(execFile)(process.execPath, [program, '0'], {
    env: { ...process.env, DATABASE_URL: workspace.url },
  });
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('from 1 to 128 shards'),
  });
});

test('every function that uses a table can be rewritten for a shard, and then names no distributed table', async () => {
  await workspace.rows('BEGIN');
  // A view of Citus. Here no table is distributed.
  await workspace.rows(
    'CREATE VIEW public.citus_tables AS SELECT 0::oid AS table_name, NULL::text AS citus_table_type',
  );
  const tables = await readTables(workspace.client);
  const { functions, names } = await readCatalogue(workspace.client, tables);
  await workspace.rows('ROLLBACK');
  const shard = { schema: 'weir_1', tables: new Map(tables.map(({ name }) => [name, `${name}_1`])) };
  const distributed = tables.filter(({ kind }) => kind === 'distributed').map(({ name }) => name);
  const left = functions
    .filter(({ name }) => names.bound.has(name))
    .filter(({ text }) => {
      const made = forShard(text, shard, names);
      return distributed.some((table) => new RegExp(`\\bpublic\\.${table}\\b`).test(made));
    });
  expect(left.map(({ signature }) => signature)).toEqual([]);
  expect(distributed).toEqual(
    expect.arrayContaining(['workspaces', 'cards', 'requests', 'events', 'memberships']),
  );
  const copied = tables.filter(({ kind }) => kind === 'copied').map(({ name }) => name);
  expect(copied).toEqual(expect.arrayContaining(['users', 'sessions', 'workspace_slugs']));
});
