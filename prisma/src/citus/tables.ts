import type pg from 'pg';

/** Tables of the coordinator only: the migrations, the records of operators' commands, and short-lived counts. No other table refers to them. */
const onTheCoordinator = [
  '_prisma_migrations',
  'backup_runs',
  'mailboxes',
  'rate_limits',
  'required_migrations',
  'setup_links',
];

/** The place of a table's rows: the shard of their workspace, every node, or the coordinator only. */
type Kind = 'distributed' | 'copied' | 'coordinator';
export type Table = { name: string; kind: Kind; isDone: boolean };

/** All tables of Weir: `workspaces` first, then by name. */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; kind: Kind; is: string | null }>(
    `SELECT c.relname AS name,
            CASE WHEN c.relname = ANY ($1) THEN 'coordinator'
                 WHEN c.relname = 'workspaces' THEN 'distributed'
                 WHEN c.relname <> 'workspace_slugs' AND EXISTS (
                   SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspace_id') THEN 'distributed'
                 ELSE 'copied' END AS kind,
            (SELECT t.citus_table_type FROM citus_tables t WHERE t.table_name = c.oid) AS is
       FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY c.relname <> 'workspaces', c.relname`,
    [onTheCoordinator],
  );
  return rows.map(({ name, kind, is }) => ({
    name,
    kind,
    isDone: kind === 'coordinator' || is === (kind === 'copied' ? 'reference' : 'distributed'),
  }));
}

/**
 * Triggers that a distributed database does not have, because they would write rows of other nodes. docs/operations/citus.md lists the
 * effects.
 */
const droppedTriggers = [
  ['workspaces', 'enter_slug_of_inserted'],
  ['workspaces', 'enter_slug_of_updated'],
  ['workspaces', 'then_free_slug_of_updated'],
  ['workspaces', 'then_free_slug_of_deleted'],
  ['users', 'log_name'],
  ['push_subscriptions', 'forget_pushes'],
] as const;

/**
 * Distributes the tables that are not distributed yet, with their rows, in the caller's transaction. First it drops foreign keys, triggers
 * and views, and creates them again at the end. Citus accepts no foreign key between a distributed table and one that is not distributed
 * yet, triggers would fire for the copied rows, and functions of a view would make the tables depend on each other in a circle.
 */
export async function distributeTables(
  client: pg.ClientBase,
  { shards, say }: { shards: number; say: (line: string) => void },
): Promise<void> {
  const missing = (await readTables(client)).filter(({ isDone }) => !isDone);
  if (missing.length === 0) return say('all tables are distributed already');
  await client.query(`
    SET LOCAL search_path = '';
    SET LOCAL citus.shard_count = ${shards};
    SET LOCAL citus.multi_shard_modify_mode = 'sequential';
    SET LOCAL citus.enable_local_reference_table_foreign_keys = off`);
  const names = missing.map(({ name }) => name);
  const foreignKeys = await foreignKeysOf(client, names);
  const views = await viewsOf(client);
  const triggers = await triggersOf(client, names);
  for (const { drop } of [...triggers, ...views, ...foreignKeys]) await client.query(drop);
  // A unique index on shards must contain the workspace. The table workspace_slugs keeps slugs unique.
  await client.query('DROP INDEX IF EXISTS public.workspaces_slug_key');
  await client.query('CREATE INDEX IF NOT EXISTS workspaces_slug ON public.workspaces (slug)');
  for (const { name, kind } of missing) {
    if (kind === 'copied') await client.query('SELECT create_reference_table($1)', [`public.${name}`]);
    else if (name === 'workspaces')
      await client.query(`SELECT create_distributed_table('public.workspaces', 'id')`);
    else
      await client.query(
        `SELECT create_distributed_table($1, 'workspace_id', colocate_with := 'public.workspaces')`,
        [`public.${name}`],
      );
    say(`${kind === 'copied' ? 'copied to every node' : 'distributed'}: ${name}`);
  }
  // Citus keeps hidden copies of the distributed rows on the coordinator.
  for (const name of names)
    await client.query('SELECT truncate_local_data_after_distributing_table($1)', [`public.${name}`]);
  for (const { add } of [...foreignKeys, ...views, ...triggers]) await client.query(add);
}

type Change = { drop: string; add: string };

/** The foreign keys from and to these tables. */
async function foreignKeysOf(client: pg.ClientBase, tables: string[]): Promise<Change[]> {
  const { rows } = await client.query<Change>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', f.conrelid::regclass, f.conname) AS drop,
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', f.conrelid::regclass, f.conname, pg_get_constraintdef(f.oid)) AS add
       FROM pg_constraint f
       JOIN pg_class c ON c.oid = f.conrelid
       JOIN pg_class r ON r.oid = f.confrelid
      WHERE f.contype = 'f' AND f.connamespace = 'public'::regnamespace AND (c.relname = ANY ($1) OR r.relname = ANY ($1))
      ORDER BY f.oid`,
    [tables],
  );
  return rows;
}

/** The triggers of these tables that a distributed database has. */
async function triggersOf(client: pg.ClientBase, tables: string[]): Promise<Change[]> {
  const { rows } = await client.query<Change & { table: string; name: string }>(
    `SELECT c.relname AS table, t.tgname AS name, format('DROP TRIGGER %I ON public.%I', t.tgname, c.relname) AS drop,
            pg_get_triggerdef(t.oid) AS add
       FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1) AND NOT t.tgisinternal
      ORDER BY t.oid`,
    [tables],
  );
  return rows.map(({ table, name, drop, add }) => ({
    drop,
    add: droppedTriggers.some(([of, trigger]) => of === table && trigger === name) ? '' : add,
  }));
}

/** The views, with the rights on them. A view comes after the views that it uses. */
async function viewsOf(client: pg.ClientBase): Promise<Change[]> {
  const { rows } = await client.query<Change>(`
    SELECT format('DROP VIEW IF EXISTS weir.%I CASCADE', c.relname) AS drop,
           concat_ws('; ', format('CREATE VIEW weir.%I AS %s', c.relname, rtrim(pg_get_viewdef(c.oid), ';')), (
             SELECT string_agg(format('GRANT %s ON weir.%I TO %I', a.privilege_type, c.relname, a.grantee::regrole::text), '; ')
               FROM aclexplode(c.relacl) a WHERE a.grantee NOT IN (0, c.relowner))) AS add
      FROM pg_class c
     WHERE c.relnamespace = 'weir'::regnamespace AND c.relkind = 'v'
     ORDER BY c.oid`);
  return rows;
}
