import type pg from 'pg';
import { day } from './calendar.js';
import { demo } from './cast.js';
import { contentsOf, insertContents, type Kept, type SeedOptions } from './contents.js';
import { onceMore, transaction } from './transaction.js';

export { cast, demo } from './cast.js';

/** Older than this, the demo's deadlines and dates have passed. */
const demoLasts = day;

/**
 * Creates the workspace `demo`, its people and its boards with their history, in one transaction. Does nothing and
 * returns false if the workspace exists. Two calls at once create one.
 */
export async function seed(client: pg.ClientBase, options: SeedOptions): Promise<boolean> {
  const contents = contentsOf(options.now);
  const isNew = await transaction(client, async () => {
    await client.query('SELECT weir.set_writer(NULL, $1)', [contents.createdAt]);
    const { rowCount } = await client.query(
      `INSERT INTO workspaces (id, slug, name, created_at, demo_seeded_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (slug) DO NOTHING`,
      [contents.workspaceId, demo.slug, demo.name, contents.createdAt, options.now],
    );
    if (rowCount === 1) await insertContents(client, contents, options);
    return rowCount === 1;
  });
  await analyze(client);
  return isNew;
}

/**
 * Seeds the demo workspace afresh, in one transaction, if it was seeded more than a day ago: everything in it goes and
 * the same team is at work today. Returns whether it did. With `onlyUntouched` it leaves a demo alone in which a person
 * has changed anything. Of two calls at once one seeds. Accounts, sessions and other workspaces stay as they are, and so
 * do members who are not of the demo's cast.
 */
export async function seedAfresh(
  client: pg.ClientBase,
  { onlyUntouched, ...options }: SeedOptions & { onlyUntouched: boolean },
): Promise<boolean> {
  const { now } = options;
  const old = await readDemo(client);
  if (!old || now.getTime() - old.seededAt.getTime() < demoLasts) return false;
  // Before anything is locked, because it takes a moment. Boards keep their ids, so that open pages are notified.
  const contents = contentsOf(now, old);
  // A write that is under way holds what the seed waits for, and may wait for the seed.
  const isAfresh = await onceMore(() =>
    transaction(client, async () => {
      if ((await readDemo(client, 'FOR UPDATE'))?.seededAt.getTime() !== old.seededAt.getTime()) return false;
      const { rows } = await client.query<{ kept: Kept | null }>('SELECT weir.remove_demo($1, $2) AS kept', [
        old.workspaceId,
        onlyUntouched,
      ]);
      const { kept } = rows[0]!;
      if (!kept) return false;
      await client.query(
        'UPDATE workspaces SET name = $2, created_at = $3, demo_seeded_at = $4 WHERE id = $1',
        [old.workspaceId, demo.name, contents.createdAt, now],
      );
      await insertContents(client, contents, options, kept);
      return true;
    }),
  );
  if (isAfresh) await analyze(client);
  return isAfresh;
}

async function readDemo(client: pg.ClientBase, lock: '' | 'FOR UPDATE' = '') {
  const { rows } = await client.query<{
    workspaceId: string;
    seededAt: Date;
    boards: Record<string, string>;
  }>(
    `SELECT w.id AS "workspaceId", w.demo_seeded_at AS "seededAt", coalesce((
              SELECT jsonb_object_agg(b.key, b.id) FROM boards b WHERE b.workspace_id = w.id), '{}') AS boards
       FROM workspaces w WHERE w.slug = $1 AND w.demo_seeded_at IS NOT NULL ${lock}`,
    [demo.slug],
  );
  return rows[0];
}

/** The planner gets statistics now instead of after the next autovacuum. */
async function analyze(client: pg.ClientBase): Promise<void> {
  await client.query('ANALYZE');
}
