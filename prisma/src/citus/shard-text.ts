// The functions and triggers of prisma/sql read and write the tables of `public`. On a worker, those names are tables of Citus. Each
// statement in a function would go through the planner of Citus, which does not support transition tables, row types and system columns.
// So each worker also has a copy of the functions for each shard, in a separate schema, with the names of that shard's tables. Such a
// function is plain PL/pgSQL on plain tables, and works as it does without Citus.

/** The schema with the functions of a shard, and the names of the shard's tables, by the names of the tables. */
export type Shard = { schema: string; tables: ReadonlyMap<string, string> };

/** The names in texts of prisma/sql that differ on a shard. */
export type Names = {
  /** Functions and views that read or write tables or have rows of tables as arguments, and functions that use them. */
  bound: ReadonlySet<string>;
  /** Composite types of `weir` with rows of tables in them. */
  boundTypes: ReadonlySet<string>;
  /** Tables with a copy on every node. Citus writes all copies, so writes keep the name. */
  copied: ReadonlySet<string>;
};

const write = /(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+$/i;

/**
 * A definition with the tables and functions of a shard. All names in it must be schema-qualified; tests of prisma/sql check that.
 * `writesCopies`: also writes use this node's copy of a table. Only triggers of such tables may do that, because they run on each node.
 */
export function forShard(text: string, shard: Shard, names: Names, writesCopies = false): string {
  return text
    .replace(/\bpublic\.("?)(\w+)\1/g, (whole, _quote, table: string, at: number) => {
      const name = shard.tables.get(table);
      if (!name) return whole;
      if (!writesCopies && names.copied.has(table) && write.test(text.slice(Math.max(0, at - 30), at)))
        return whole;
      return `public.${name}`;
    })
    .replace(/\bweir\.("?)(\w+)\1(?=(\s*\()?)/g, (whole, _quote, name: string, call: string | undefined) => {
      const isBound = call
        ? names.bound.has(name)
        : names.bound.has(`view ${name}`) || names.boundTypes.has(name);
      return isBound ? `${shard.schema}.${name}` : whole;
    })
    .replace(/\bTG_TABLE_NAME\b/g, () => `pg_catalog.regexp_replace(TG_TABLE_NAME, '_[0-9]+$', '')`);
}

export type Definition = { name: string; text: string };

/** The names of the definitions that use one of these tables or types, directly or through others of them. */
export function boundNames(
  functions: readonly Definition[],
  views: readonly Definition[],
  isTable: (name: string) => boolean,
  boundTypes: ReadonlySet<string>,
): Set<string> {
  const bound = new Set<string>();
  const uses = (text: string) =>
    [...text.matchAll(/\bpublic\.(\w+)/g)].some(([, name]) => isTable(name as string)) ||
    [...text.matchAll(/\bweir\.(\w+)(\s*\()?/g)].some(([, name, call]) =>
      call ? bound.has(name as string) : bound.has(`view ${name}`) || boundTypes.has(name as string),
    );
  for (let size = -1; size < bound.size; ) {
    size = bound.size;
    for (const { name, text } of functions) if (!bound.has(name) && uses(bodyOf(text, name))) bound.add(name);
    for (const { name, text } of views) if (uses(text)) bound.add(`view ${name}`);
  }
  return bound;
}

/** Without the function's own name, which would make each overload of a bound name use itself. */
const bodyOf = (text: string, name: string) => text.replace(`weir.${name}(`, '(');
