import type { World } from '../stack/world.js';

export type Sizes = {
  rows: Record<'workspaces' | 'users' | 'boards' | 'cards' | 'events' | 'requests' | 'comments', number>;
  /** The size of the database, of its largest tables with their indexes, and of the indexes alone, in megabytes. */
  megabytes: number;
  tables: { name: string; megabytes: number; indexes: number }[];
  /** PSS of PostgreSQL with its connections, in megabytes. */
  postgresMegabytes: number | null;
};

export async function sizesOf(world: World, postgresMegabytes: number | null): Promise<Sizes> {
  const [rows] = await world.query<Sizes['rows']>(
    `SELECT ${['workspaces', 'users', 'boards', 'cards', 'events', 'requests', 'comments']
      .map((table) => `(SELECT count(*)::int FROM ${table}) AS ${table}`)
      .join(', ')}`,
  );
  const [database] = await world.query<{ megabytes: number }>(
    'SELECT (pg_database_size(current_database()) / 1048576)::int AS megabytes',
  );
  const tables = await world.query<Sizes['tables'][number]>(
    `SELECT c.relname AS name, (pg_total_relation_size(c.oid) / 1048576)::int AS megabytes, (pg_indexes_size(c.oid) / 1048576)::int AS indexes
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      ORDER BY pg_total_relation_size(c.oid) DESC LIMIT 12`,
  );
  return { rows: rows!, megabytes: database!.megabytes, tables, postgresMegabytes };
}
