import { randomBytes } from 'node:crypto';
import { databaseUrl } from '@weir/stack';
import pg from 'pg';
import { distribute } from '../../src/citus/distribute.js';
import { migrate } from '../../src/migrate.js';

/** The coordinator whose URL is in WEIR_CITUS_URL, for `pnpm test:citus`: docs/operations/citus.md. */
function coordinator(): string {
  const { WEIR_CITUS_URL: url } = process.env;
  if (!url)
    throw new Error(
      'Set WEIR_CITUS_URL to the coordinator, as postgresql://user:password@host:5432/postgres.',
    );
  return url;
}
const template = 'weir_citus_template';
/** The tests create the database on each node themselves. */
const alone = 'SET citus.enable_create_database_propagation = off';
const aName = () => `citus_${randomBytes(6).toString('hex')}`;
/** Few shards, so that copies are quick, but several on each worker. */
const shards = 4;

/** Prepares the distributed database that test files copy, once for each run. */
async function prepare(): Promise<void> {
  const [found] = await run<{ run: string }>(
    coordinator(),
    `SELECT shobj_description(oid, 'pg_database') AS run FROM pg_database WHERE datname = '${template}'`,
  );
  if (found?.run === process.env.WEIR_CITUS_RUN) return;
  const url = await createOnAllNodes(template);
  await migrate(url);
  await distribute(url, { shards, say: () => {} });
  await run(coordinator(), `COMMENT ON DATABASE ${template} IS '${process.env.WEIR_CITUS_RUN}'`);
}

/** Creates a migrated database on all nodes that is not distributed yet. */
export async function anUndistributedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = aName();
  const url = await createOnAllNodes(name);
  await migrate(url);
  return { url, drop: async () => dropOn(await nodesOf(coordinator()), name) };
}

/** Creates an empty database on all nodes and connects them. Returns its URL on the coordinator. */
async function createOnAllNodes(name: string): Promise<string> {
  const nodes = await nodesOf(coordinator());
  await dropOn(nodes, name);
  for (const node of nodes) {
    await run(node.url, alone, `CREATE DATABASE ${name}`);
    await run(databaseUrl(node.url, name), 'CREATE EXTENSION citus');
  }
  const [first, ...workers] = nodes as [Node, ...Node[]];
  const url = databaseUrl(coordinator(), name);
  await run(
    url,
    `SELECT citus_set_coordinator_host('${first.name}', ${first.port})`,
    ...workers.map(({ name: host, port }) => `SELECT citus_add_node('${host}', ${port})`),
    `SELECT citus_set_node_property('${first.name}', ${first.port}, 'shouldhaveshards', false)`,
  );
  return url;
}

/** Copies the prepared database on each node. The copies form a cluster like the originals. */
export async function aDistributedDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  await prepare();
  const name = aName();
  const nodes = await nodesOf(coordinator());
  for (const node of nodes) await copy(node.url, name);
  const url = databaseUrl(coordinator(), name);
  return { url, drop: () => dropOn(nodes, name) };
}

const copy = (url: string, name: string) =>
  untilAlone(() =>
    run(
      url,
      alone,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`,
      `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`,
    ),
  );

async function dropOn(nodes: Node[], name: string): Promise<void> {
  for (const { url } of nodes)
    await untilAlone(() => run(url, alone, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
}

/** Repeats the work until no session uses the database. Citus has a session in each database. */
async function untilAlone(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      // 55006: the session is still ending, or has begun again.
      if ((error as pg.DatabaseError).code !== '55006' || tries === 100) throw error;
    }
  }
}

export type Node = { name: string; port: number; url: string };

/** The coordinator first. */
export async function nodesOf(url: string): Promise<Node[]> {
  const rows = await run<{ name: string; port: number }>(
    url,
    `SELECT nodename AS name, nodeport AS port FROM pg_dist_node WHERE noderole = 'primary' ORDER BY groupid`,
  );
  return rows.map(({ name, port }) => {
    const other = new URL(url);
    other.hostname = name;
    other.port = String(port);
    return { name, port, url: other.href };
  });
}

async function run<Row extends pg.QueryResultRow>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) ({ rows } = await client.query<Row>(statement));
    return rows;
  } finally {
    await client.end();
  }
}
