import type { WeirFunction } from './functions.js';

/**
 * The definition of a function of `weir` on a worker. A function with a workspace calls the function of the workspace's shard. A function
 * without a workspace stays the same, but reads this node's copies of tables.
 */
export function workerFunction(found: WeirFunction, withCopies: (text: string) => string): string {
  if (found.isTrigger) return unprepared(found);
  return found.workspaceAt === null || found.writesCopies ? withCopies(found.text) : dispatcher(found);
}

/** Refuses writes to a shard without functions, until weir_shards.bind gives its triggers their functions. */
function unprepared({ name }: WeirFunction): string {
  return `CREATE OR REPLACE FUNCTION weir.${name}() RETURNS trigger LANGUAGE plpgsql AS $unprepared$
    BEGIN
      RAISE EXCEPTION 'table % has no functions yet', TG_TABLE_NAME USING ERRCODE = 'lock_not_available', HINT = 'Run the command distribute.';
    END $unprepared$`;
}

function dispatcher(found: WeirFunction): string {
  const { name, result, returnsSet, volatility } = found;
  const values = Array.from({ length: found.argumentCount }, (_, at) => `$${at + 1}`).join(', ');
  const schema = `weir_shards.${volatility === 'v' ? 'writable' : 'readable'}($${(found.workspaceAt as number) + 1})`;
  const call = (select: string) => `EXECUTE pg_catalog.format('${select}', ${schema})`;
  const body = returnsSet
    ? `BEGIN RETURN QUERY ${call(`SELECT * FROM %I.${name}(${values})`)} USING ${values}; END`
    : result === 'void'
      ? `BEGIN ${call(`SELECT %I.${name}(${values})`)} USING ${values}; END`
      : `DECLARE _result ${result}; BEGIN ${call(`SELECT * FROM %I.${name}(${values})`)} INTO _result USING ${values}; RETURN _result; END`;
  const kind = volatility === 'v' ? 'VOLATILE' : 'STABLE';
  return `CREATE OR REPLACE FUNCTION weir.${name}(${found.arguments}) RETURNS ${result} LANGUAGE plpgsql ${kind} AS $dispatch$ ${body} $dispatch$`;
}
