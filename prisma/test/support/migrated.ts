import { type TemplateDatabase, templateDatabase } from '@weir/stack';
import pg from 'pg';
import { migrate } from '../../src/migrate.js';
import { aDistributedDatabase } from './cluster.js';

/** The server that all test files share. */
export const serverUrl = (): string => process.env.WEIR_TEST_SERVER as string;

/** The migrated database that test files copy. The first one prepares it. */
export const migratedTemplate = (): Promise<TemplateDatabase> => templateDatabase(serverUrl(), migrate);

/** Creates a copy of the migrated database and connects to it. The caller ends the client. */
export async function migratedDatabase(): Promise<{ url: string; client: pg.Client }> {
  const { url } = await (process.env.WEIR_CITUS_RUN
    ? aDistributedDatabase()
    : (await migratedTemplate()).clone());
  return { url, client: await connected(url) };
}

export async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
