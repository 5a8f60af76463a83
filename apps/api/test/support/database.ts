import { templateDatabase } from '@weir/stack';

/** A new database with empty tables, copied from the template. */
export async function aDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const template = await templateDatabase(process.env.WEIR_TEST_SERVER as string, neverNeeded);
  return template.clone();
}

async function neverNeeded(): Promise<never> {
  throw new Error('the template is prepared before the tests start');
}
