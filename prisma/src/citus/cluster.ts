import type pg from 'pg';

/** A database can't be distributed. The message tells the operator what is missing and what to do. */
export class CannotDistribute extends Error {}

/** Throws CannotDistribute unless this is a Citus coordinator with workers and with all needed settings. */
export async function checkCluster(client: pg.ClientBase): Promise<void> {
  const { rows: extension } = await client.query(`SELECT FROM pg_extension WHERE extname = 'citus'`);
  if (extension.length === 0)
    throw new CannotDistribute(
      'This is a plain PostgreSQL: the database has no extension citus. Nothing was changed. Weir runs on it as it is. To distribute it, follow docs/operations/citus.md.',
    );
  const { rows } = await client.query<{ is_coordinator: boolean; workers: number; own_shards: boolean }>(`
    SELECT citus_is_coordinator() AS is_coordinator,
           (SELECT count(*)::integer FROM pg_dist_node WHERE noderole = 'primary' AND groupid <> 0 AND isactive) AS workers,
           EXISTS (SELECT FROM pg_dist_node WHERE groupid = 0 AND shouldhaveshards) AS own_shards`);
  const [{ is_coordinator, workers, own_shards } = { is_coordinator: false, workers: 0, own_shards: false }] =
    rows;
  if (!is_coordinator)
    throw new CannotDistribute(
      'DATABASE_URL names a worker. Nothing was changed. Let it name the coordinator.',
    );
  if (workers === 0)
    throw new CannotDistribute(
      'The coordinator has no workers. Nothing was changed. Add them with citus_add_node.',
    );
  if (own_shards)
    throw new CannotDistribute(
      `The coordinator is set to have shards itself, which Weir does not support. Nothing was changed. Run SELECT citus_set_node_property(nodename, nodeport, 'shouldhaveshards', false) FROM pg_dist_node WHERE groupid = 0.`,
    );
  await checkSettings(client);
}

/** Settings that every node needs, for every session. */
const needed = {
  'citus.enable_unsafe_triggers': 'on',
  'citus.enable_manual_changes_to_shards': 'on',
  'citus.multi_shard_modify_mode': 'sequential',
};

async function checkSettings(client: pg.ClientBase): Promise<void> {
  const values = Object.keys(needed).map((name) => `current_setting('${name}')`);
  const found = await onEveryNode(client, `SELECT ARRAY[${values.join(', ')}]::text`);
  const wanted = `{${Object.values(needed).join(',')}}`;
  if (found.every((settings) => settings === wanted)) return;
  const lines = Object.entries(needed).map(([name, value]) => `${name} = ${value}`);
  throw new CannotDistribute(
    `Every node needs these settings for all sessions, in postgresql.conf: ${lines.join('; ')}. Nothing was changed. Set them, restart the nodes, and run this again.`,
  );
}

/** Runs a command on the coordinator and all workers, and returns the first value of each. Throws the first error. */
const onEveryNode = (client: pg.ClientBase, command: string): Promise<string[]> =>
  resultsOf(
    client,
    'run_command_on_all_nodes($1, parallel := false, give_warning_for_connection_errors := false)',
    command,
  );

/** Runs SQL statements on all workers, in one transaction each. The coordinator does not record the new objects. */
export async function onWorkers(client: pg.ClientBase, sql: string): Promise<void> {
  await resultsOf(client, 'run_command_on_workers($1, parallel := false)', locally(sql));
}

async function resultsOf(client: pg.ClientBase, run: string, command: string): Promise<string[]> {
  const { rows } = await client.query<{ success: boolean; result: string }>(
    `SELECT success, result FROM ${run}`,
    [command],
  );
  const failed = rows.find(({ success }) => !success);
  if (failed) throw new Error(failed.result);
  return rows.map(({ result }) => result);
}

/** One statement that runs the statements of `sql` on this node only. */
export function locally(sql: string): string {
  return `DO $weir_node$ BEGIN
    PERFORM set_config('citus.enable_ddl_propagation', 'off', true), set_config('check_function_bodies', 'off', true),
            set_config('search_path', 'pg_catalog', true);
    EXECUTE $weir_sql$${sql}$weir_sql$;
  END $weir_node$`;
}
