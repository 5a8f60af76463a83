import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TemplateDatabase {
  /** Creates a copy of the template in about 50 ms: one database per test file. */
  clone(): Promise<{ url: string; drop(): Promise<void> }>;
}

/**
 * Prepares one database (`prepare` migrates it, and can seed it) that is copied for each test file.
 *
 * `url` is any database of the server; its role must be able to create databases. If several processes ask for the
 * same `name` at once, one prepares it and the others wait.
 */
export async function templateDatabase(
  url: string,
  prepare: (url: string) => Promise<unknown>,
  name = 'weir_template',
): Promise<TemplateDatabase> {
  await onceAtATime(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const unfinished = `${name}_unfinished`;
    await dropDatabase(client, unfinished);
    await client.query(`CREATE DATABASE ${unfinished}`);
    await prepare(databaseUrl(url, unfinished));
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`);
  });
  return { clone: () => clone(url, name) };
}

async function clone(url: string, template: string) {
  const name = `test_${randomBytes(6).toString('hex')}`;
  // One copy at a time: a template must have no other session, and a copy is a session. Copying its files takes a third of the
  // time of copying block by block through the log.
  await onceAtATime(url, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`),
  );
  return {
    url: databaseUrl(url, name),
    drop: () => withClient(url, (client) => dropDatabase(client, name)),
  };
}

/**
 * Ends the sessions first that the role may end: its own, and those of the API's role. `WITH (FORCE)` would also try to
 * end an autovacuum worker in the database, which only a superuser can; a plain DROP cancels that worker and waits for it.
 */
async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pg_has_role(usesysid, $2)',
    [name, 'USAGE'],
  );
  await client.query(`DROP DATABASE IF EXISTS ${name}`);
}

/** The URL of another database on the same server, with the same role. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

/** Holds a session lock, since CREATE DATABASE can't run in a transaction. */
const onceAtATime = (url: string, work: (client: pg.Client) => Promise<unknown>) =>
  withClient(url, async (client) => {
    await client.query('SELECT pg_advisory_lock(8390418)');
    await work(client);
  });

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
