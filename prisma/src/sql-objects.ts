import type pg from 'pg';

type Kind = 'type' | 'function' | 'view' | 'trigger';

/**
 * A type, function or view of the schema `weir`, or a trigger on a public table. `interface` is what CREATE OR REPLACE
 * cannot change: the arguments and the result of a function.
 */
export type SqlObject = { kind: Kind; name: string; interface: string; definition: string; drop: string };

/** The order of creation: types, functions, views, triggers. Each kind needs the ones before it. */
const objects = `
  SELECT 'type' AS kind, t.typname AS name, '' AS interface,
         format(E'CREATE TYPE weir.%I AS (\n  %s\n)', t.typname, (
           SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), E',\n  ' ORDER BY a.attnum)
             FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)) AS definition,
         format('DROP TYPE weir.%I', t.typname) AS drop, 1 AS rank, t.oid
    FROM pg_type t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
   WHERE t.typnamespace = 'weir'::regnamespace
   UNION ALL
  SELECT 'function', p.oid::regprocedure::text,
         format('(%s) %s', pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)),
         rtrim(pg_get_functiondef(p.oid), E'\n'), format('DROP FUNCTION %s', p.oid::regprocedure), 2, p.oid
    FROM pg_proc p WHERE p.pronamespace = 'weir'::regnamespace
   UNION ALL
  SELECT 'view', c.relname, '', format(E'CREATE VIEW weir.%I AS\n%s', c.relname, rtrim(pg_get_viewdef(c.oid), ';')),
         format('DROP VIEW weir.%I', c.relname), 3, c.oid
    FROM pg_class c WHERE c.relnamespace = 'weir'::regnamespace AND c.relkind = 'v'
   UNION ALL
  SELECT 'trigger', format('%s on %s', t.tgname, t.tgrelid::regclass), '', pg_get_triggerdef(t.oid),
         format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass), 4, t.oid
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
   WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
   ORDER BY rank, oid`;

/** Reads all our objects in an order in which they can be created. Every name in them has its schema. */
export async function readObjects(client: pg.ClientBase): Promise<SqlObject[]> {
  await client.query(`SELECT set_config('search_path', '', true)`);
  return (await client.query<SqlObject>(objects)).rows;
}

/**
 * Creates everything in the source files, in the empty schema `weir`. Files can be in any order: one that needs a type
 * or function of another is retried after it.
 */
export async function createFromSources(client: pg.ClientBase, sources: string[]): Promise<void> {
  await client.query(
    `SELECT set_config('search_path', '', true), set_config('check_function_bodies', 'off', true)`,
  );
  for (let left = sources; left.length > 0; ) {
    const failed: { source: string; error: unknown }[] = [];
    for (const source of left) {
      await client.query('SAVEPOINT source');
      try {
        await client.query(source);
      } catch (error) {
        await client.query('ROLLBACK TO SAVEPOINT source');
        failed.push({ source, error });
      }
    }
    if (failed.length === left.length) throw failed[0]!.error;
    left = failed.map(({ source }) => source);
  }
}
