import type pg from 'pg';
import type { Catalogue } from './functions.js';

/**
 * Lets Citus run calls of functions on the node with the workspace's shard, in one round trip. These are the functions with an argument
 * `_workspace` that read or write its rows. Functions that write tables with a copy on each node stay on the coordinator.
 */
export async function delegate(
  client: pg.ClientBase,
  { functions, names }: Catalogue,
  say: (line: string) => void,
): Promise<void> {
  await client.query(`SELECT set_config('search_path', '', true)`);
  const { rows } = await client.query<{ signature: string }>(`
    SELECT o.objid::regprocedure::text AS signature FROM pg_dist_object o
     WHERE o.classid = 'pg_proc'::regclass AND o.distribution_argument_index IS NOT NULL`);
  const done = new Set(rows.map(({ signature }) => signature));
  let count = 0;
  for (const found of functions) {
    const { signature, workspaceAt, isSql } = found;
    if (workspaceAt === null || found.isTrigger || found.writesCopies) continue;
    if (!names.bound.has(found.name)) continue;
    if (done.has(signature)) continue;
    // PostgreSQL does not inline a function with a setting, so Citus sees the call.
    if (isSql) await client.query(`ALTER FUNCTION ${signature} SET jit = off`);
    await client.query(
      `SELECT create_distributed_function($1::regprocedure, $2, colocate_with := 'public.workspaces', force_delegation := true)`,
      [signature, `$${workspaceAt + 1}`],
    );
    count += 1;
  }
  say(count === 0 ? 'all commands are delegated already' : `${count} functions are delegated to the shards`);
}
