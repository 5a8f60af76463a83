import type pg from 'pg';
import { readObjects, type SqlObject } from '../sql-objects.js';
import { boundNames, type Definition, type Names } from './shard-text.js';
import type { Table } from './tables.js';

/** A function of `weir`, with the facts that a call of it needs. */
export type WeirFunction = Definition & {
  signature: string;
  isTrigger: boolean;
  isSql: boolean;
  /** The position of its argument `_workspace` from 0, or null. */
  workspaceAt: number | null;
  arguments: string;
  argumentCount: number;
  result: string;
  returnsSet: boolean;
  volatility: 'i' | 's' | 'v';
  hasRows: boolean;
  writesCopies: boolean;
};

export type Catalogue = {
  objects: SqlObject[];
  functions: WeirFunction[];
  views: Definition[];
  types: Definition[];
  names: Names;
};

const tablesWritten = /(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+public\.(\w+)/gi;

/** Everything in `weir`, as the migrations made it on the coordinator. All names in it are schema-qualified. */
export async function readCatalogue(client: pg.ClientBase, tables: readonly Table[]): Promise<Catalogue> {
  const objects = await readObjects(client);
  const definitions = (kind: SqlObject['kind']) =>
    objects
      .filter((object) => object.kind === kind)
      .map(({ name, definition }) => ({ name, text: definition }));
  const types = definitions('type');
  const views = definitions('view');
  const { rows } = await client.query<WeirFunction>(`
    SELECT p.proname AS name, replace(rtrim(pg_get_functiondef(p.oid), E'\\n'), E'\\n SET jit TO ''off''', '') AS text, p.oid::regprocedure::text AS signature,
           p.prorettype = 'trigger'::regtype AS "isTrigger",
           p.prolang = (SELECT l.oid FROM pg_language l WHERE l.lanname = 'sql') AS "isSql",
           array_position(p.proargnames, '_workspace') - 1 AS "workspaceAt",
           pg_get_function_arguments(p.oid) AS arguments, p.pronargs::integer AS "argumentCount",
           pg_get_function_result(p.oid) AS result, p.proretset AS "returnsSet", p.provolatile AS volatility,
           EXISTS (SELECT FROM unnest(p.proargtypes) a
                     JOIN pg_type t ON t.oid = a LEFT JOIN pg_type e ON e.oid = t.typelem
                     JOIN pg_class c ON c.oid = coalesce(nullif(t.typrelid, 0), e.typrelid)
                    WHERE c.relnamespace = 'public'::regnamespace) AS "hasRows"
      FROM pg_proc p WHERE p.pronamespace = 'weir'::regnamespace ORDER BY p.oid`);
  const known = new Set(tables.map(({ name }) => name));
  const isTable = (name: string) => known.has(name);
  const boundTypes = new Set(
    types
      .filter(({ text }) =>
        [...text.matchAll(/\bpublic\.(\w+)/g)].some(([, name]) => isTable(name as string)),
      )
      .map(({ name }) => name),
  );
  const bound = boundNames(rows, views, isTable, boundTypes);
  const copied = new Set(tables.filter(({ kind }) => kind !== 'distributed').map(({ name }) => name));
  const functions = rows.map((row) => ({ ...row, writesCopies: writes(row.text, copied) }));
  spread(functions);
  return { objects, functions, views, types, names: { bound, boundTypes, copied } };
}

function writes(text: string, tables: ReadonlySet<string>): boolean {
  return [...text.matchAll(tablesWritten)].some(([, name]) => tables.has(name as string));
}

/** A function that calls one that writes copies writes them too. */
function spread(functions: WeirFunction[]): void {
  const writing = new Set(functions.filter(({ writesCopies }) => writesCopies).map(({ name }) => name));
  for (let size = -1; size < writing.size; ) {
    size = writing.size;
    for (const found of functions) {
      if (found.writesCopies) continue;
      found.writesCopies = [...found.text.matchAll(/\bweir\.(\w+)\s*\(/g)].some(
        ([, name]) => name !== found.name && writing.has(name as string),
      );
      if (found.writesCopies) writing.add(found.name);
    }
  }
}
