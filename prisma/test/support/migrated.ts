import { type TemplateDatabase, templateDatabase } from '@weir/stack';
import pg from 'pg';
import { migrate } from '../../src/migrate.js';

/** The server that all test files share. */
export const serverUrl = (): string => process.env.WEIR_TEST_SERVER as string;

/** The migrated database that test files copy. The first one prepares it. */
export const migratedTemplate = (): Promise<TemplateDatabase> => templateDatabase(serverUrl(), migrate);

export async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}
