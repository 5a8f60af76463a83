import { stack } from './addresses.ts';
import { anEmptyDatabase, type Servers, someServers } from './stack.ts';

/**
 * Servers with a database of their own for the stories of a file, as `pnpm start` with its demo: only then does the API know the
 * owner of the tables.
 */
export function withOwnServers(): () => Servers & { database: string } {
  let database: Awaited<ReturnType<typeof anEmptyDatabase>>;
  let servers: Servers;
  beforeAll(async () => {
    database = await anEmptyDatabase(stack().owner);
    servers = await someServers(database.url, { WEIR_DEMO_DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await servers?.stop();
    await database?.drop();
  });
  return () => ({ ...servers, database: database.url });
}
