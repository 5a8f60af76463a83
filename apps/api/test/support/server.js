import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, templateDatabase } from '@weir/stack';

/** Starts PostgreSQL for this run (or takes the one of TEST_DATABASE_URL) and prepares the template database. */
export default async function () {
  let url = process.env.TEST_DATABASE_URL;
  if (!url) {
    const postgres = await embeddedPostgres();
    globalThis.weirPostgres = postgres;
    url = postgres.url;
  }
  await templateDatabase(url, migrate);
  process.env.WEIR_TEST_SERVER = url;
}
