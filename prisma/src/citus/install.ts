import { createHash } from 'node:crypto';
import type pg from 'pg';
import { locally, onWorkers } from './cluster.js';
import type { Catalogue, WeirFunction } from './functions.js';
import { nodeSql } from './node-sql.js';
import { forShard, type Shard } from './shard-text.js';
import { workerFunction } from './worker-functions.js';

type Say = (line: string) => void;
type ShardRow = { name: string; shard: string; first: string | null };

/**
 * Gives every node the functions of every shard, also of shards on other nodes, because a shard can move. Existing functions stay. The
 * triggers of the shards get their functions last, in one transaction on each node.
 */
export async function installFunctions(client: pg.ClientBase, catalogue: Catalogue, say: Say): Promise<void> {
  const shards = await readShards(client, catalogue);
  for (const { shard, ids } of shards) {
    await onWorkers(client, shardSql(catalogue, shard, ids));
    say(`functions of shard ${shard.schema}`);
  }
  const copies = await copiesShard(client, catalogue);
  await onWorkers(client, shardSql(catalogue, copies.shard, copies.ids, true));
  await client.query(locally(`${nodeSql}; ${shardSql(catalogue, copies.shard, copies.ids, true)}`));
  await onWorkers(client, onWorker(catalogue, copies.shard));
  await onWorkers(client, 'SELECT weir_shards.bind_all()');
  await client.query('SELECT weir_shards.bind_all()');
  say('triggers of all shards have their functions');
}

/** Creates the missing objects of `weir` on the workers, as they are on the coordinator. Citus compares each function that it adds with them. */
export async function installOriginals(
  client: pg.ClientBase,
  { functions, types, views }: Catalogue,
): Promise<void> {
  const unless = (found: string, text: string) =>
    `DO $weir_new$ BEGIN IF ${found} IS NULL THEN ${text}; END IF; END $weir_new$`;
  const missing = [
    ...types.map(({ name, text }) => unless(`to_regtype('weir.${name}')`, text)),
    ...functions.map(({ signature, text }) => unless(`to_regprocedure('${signature}')`, text)),
    ...views.map(({ name, text }) => unless(`to_regclass('weir.${name}')`, text)),
  ];
  await onWorkers(client, ['CREATE SCHEMA IF NOT EXISTS weir', ...missing, nodeSql].join(';\n'));
}

/** The functions of `weir` for the workers. */
function onWorker({ functions, names }: Catalogue, copies: Shard): string {
  const withCopies = (text: string) => forShard(text, { ...copies, schema: 'weir' }, names);
  return functions
    .map((found) => (names.bound.has(found.name) ? workerFunction(found, withCopies) : found.text))
    .join(';\n');
}

function shardSql(catalogue: Catalogue, shard: Shard, ids: readonly string[], writesCopies = false): string {
  const { functions, views, types, names } = catalogue;
  const bound = functions.filter(({ name }) => names.bound.has(name));
  const rewritten = (text: string) => forShard(text, shard, names, writesCopies);
  const own = [
    ...types.filter(({ name }) => names.boundTypes.has(name)).map(({ text }) => rewritten(text)),
    ...bound.map((found) => onShard(found, rewritten(found.text), shard)),
    ...views.map(({ text }) => rewritten(text)),
  ];
  const overloads = writesCopies
    ? []
    : bound
        .filter(({ hasRows, isTrigger }) => hasRows && !isTrigger)
        .map((found) =>
          rewritten(found.text).replace(
            `FUNCTION ${shard.schema}.${found.name}(`,
            `FUNCTION weir.${found.name}(`,
          ),
        );
  const hash = createHash('sha256').update(own.join()).digest('hex').slice(0, 8);
  const schema = `${shard.schema}_${hash}`;
  const named = (text: string) => text.replaceAll(`${shard.schema}.`, () => `${schema}.`);
  const tables = ids.length === 0 ? [] : [...shard.tables].map(([, table]) => `public.${table}`);
  return `
    INSERT INTO weir_shards.scripts (schema, tables, functions, script)
    VALUES ('${schema}', '{${tables.join(',')}}', ${bound.length}, $shard$${named([...own, ...overloads].join(';\n'))}$shard$)
      ON CONFLICT DO NOTHING;
    INSERT INTO weir_shards.schemas (shard, schema) VALUES ${ids.map((id) => `(${id}, '${schema}')`).join(', ')}
      ON CONFLICT (shard) DO UPDATE SET schema = EXCLUDED.schema;
    SELECT weir_shards.prepare('${schema}')`;
}

/** The bodies of functions that differ on a shard. docs/operations/citus.md lists the effects. */
const otherBodies: Record<string, string> = {
  // It counts over all shards.
  enforce_cap_of_owners: 'RETURN;',
  // It reads the names of tables from the catalogue, which has the tables of all shards.
  parts_of_boards: `RAISE EXCEPTION 'deleting a board for good is not supported on Citus yet' USING ERRCODE = 'feature_not_supported';`,
};

function onShard({ name, signature, result }: WeirFunction, text: string, shard: Shard): string {
  const body = otherBodies[name];
  if (body === undefined) return text;
  const own = signature.replace('weir.', `${shard.schema}.`);
  return `CREATE FUNCTION ${own} RETURNS ${result} LANGUAGE plpgsql AS $other$ BEGIN ${body} END $other$`;
}

async function readShards(
  client: pg.ClientBase,
  { names }: Catalogue,
): Promise<{ shard: Shard; ids: string[] }[]> {
  const rows = await rowsOfShards(client);
  const copies = rows.filter(({ name }) => names.copied.has(name));
  const groups = Map.groupBy(
    rows.filter(({ first }) => first !== null),
    ({ first }) => first,
  );
  return [...groups.values()].map((group) => {
    const id = group.find(({ name }) => name === 'workspaces')?.shard as string;
    return {
      shard: { schema: `weir_${id}`, tables: shardNames([...group, ...copies]) },
      ids: group.map(({ shard }) => shard),
    };
  });
}

/** The tables with a copy on each node, for their triggers. */
async function copiesShard(
  client: pg.ClientBase,
  { names }: Catalogue,
): Promise<{ shard: Shard; ids: string[] }> {
  const rows = (await rowsOfShards(client)).filter(({ name }) => names.copied.has(name));
  return { shard: { schema: 'weir_copies', tables: shardNames(rows) }, ids: rows.map(({ shard }) => shard) };
}

const shardNames = (rows: ShardRow[]) => new Map(rows.map(({ name, shard }) => [name, `${name}_${shard}`]));

async function rowsOfShards(client: pg.ClientBase): Promise<ShardRow[]> {
  const { rows } = await client.query<ShardRow>(`
    SELECT c.relname AS name, s.shardid::text AS shard, s.shardminvalue AS first
      FROM pg_dist_shard s JOIN pg_class c ON c.oid = s.logicalrelid
     WHERE c.relnamespace = 'public'::regnamespace
     ORDER BY s.shardminvalue::integer NULLS LAST, c.relname`);
  return rows;
}
