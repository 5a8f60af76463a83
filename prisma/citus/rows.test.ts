import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { distribute } from '../src/citus/distribute.js';
import { readTables } from '../src/citus/tables.js';
import { seed } from '../src/seed/index.js';
import { anUndistributedDatabase } from '../test/support/cluster.js';
import { connected } from '../test/support/migrated.js';

test('distributing the demo keeps every row, and its limits', async () => {
  const { url, drop } = await anUndistributedDatabase();
  const client = await connected(url);
  try {
    await seed(client, { now: new Date() });
    const before = await rowsOf(client);
    expect(before.cards).toMatch(/^[1-9]/);
    await distribute(url, { shards: 4, say: () => {} });
    expect(await rowsOf(client)).toEqual(before);
    expect((await readTables(client)).filter(({ isDone }) => !isDone)).toEqual([]);
    await client.query('UPDATE wip_limits SET min = NULL, max = 0');
    const moved = client.query(`
      UPDATE cards c SET column_id = l.column_id, swimlane_id = l.swimlane_id
        FROM wip_limits l
       WHERE l.scope = 'column' AND l.mode = 'block' AND l.workspace_id = c.workspace_id AND l.board_id = c.board_id
         AND c.column_id <> l.column_id AND c.archived_at IS NULL AND c.class_of_service = 'standard'`);
    await expect(moved).rejects.toMatchObject({ code: 'WIP00', message: 'wip-limit-reached' });
  } finally {
    await client.end();
    await drop();
  }
});

/** How many rows each table has, and a hash of them. */
async function rowsOf(client: Awaited<ReturnType<typeof connected>>): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname !~ '_[0-9]+$'`);
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM public."${name}" t`,
    );
    const content = rows.map(({ row }) => row).sort();
    found[name] = `${rows.length} ${createHash('sha256').update(content.join()).digest('hex')}`;
  }
  return found;
}
