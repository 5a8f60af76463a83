import { databaseUrl, templateDatabase } from '@weir/stack';

/** `url` is that of the owner of its tables, `appUrl` that of the API's role. */
export type TestDatabase = { url: string; appUrl: string; drop(): Promise<void> };

/** A new database with empty tables, copied from the template; `prepare` makes another template of that name. */
export async function aDatabase(
  prepare: (url: string) => Promise<unknown> = neverNeeded,
  template?: string,
): Promise<TestDatabase> {
  const server = process.env.WEIR_TEST_SERVER as string;
  const { url, drop } = await (await templateDatabase(server, prepare, template)).clone();
  const appUrl = databaseUrl(process.env.WEIR_TEST_APP as string, new URL(url).pathname.slice(1));
  return { url, appUrl, drop };
}

async function neverNeeded(): Promise<never> {
  throw new Error('the template is prepared before the tests start');
}
