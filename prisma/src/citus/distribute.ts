import pg from 'pg';
import { checkCluster } from './cluster.js';
import { delegate } from './delegate.js';
import { readCatalogue } from './functions.js';
import { installFunctions, installOriginals } from './install.js';
import { distributeTables, readTables } from './tables.js';

/** `shards`: the number of parts of the tables, from 1 to 128. `say` gets a line for each step. */
export type DistributeOptions = { shards: number; say: (line: string) => void };

/**
 * Distributes a migrated database over the nodes of a Citus cluster, by workspace. Run it again after each migration, after a node was
 * added and after a tenant was isolated: it does only the missing steps. If that is not possible, it throws CannotDistribute and changes
 * nothing.
 */
export async function distribute(connectionString: string, options: DistributeOptions): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await checkCluster(client);
    await inTransaction(client, () => distributeTables(client, options));
    const catalogue = await inTransaction(client, async () =>
      readCatalogue(client, await readTables(client)),
    );
    await installOriginals(client, catalogue);
    await inTransaction(client, () => delegate(client, catalogue, options.say));
    await installFunctions(client, catalogue, options.say);
  } finally {
    await client.end();
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
