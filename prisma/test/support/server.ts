import { embeddedPostgres, type Postgres } from '@weir/stack';

declare global {
  var weirPostgres: Postgres | undefined;
}

/** Starts one PostgreSQL for the run. Each test file has its own database on it, a copy of the migrated template. */
export default async function begin(): Promise<void> {
  globalThis.weirPostgres = await embeddedPostgres();
  process.env.WEIR_TEST_SERVER = globalThis.weirPostgres.url;
}
