import { readFile } from 'node:fs/promises';
import { templateDatabase } from '@weir/stack';
import type pg from 'pg';
import { migrate } from '../../src/migrate.js';
import { connected, serverUrl } from '../support/migrated.js';
import { landings } from './upgraded.js';

/** Creates a database with the rows of the first landing. The caller runs the later migrations and ends the client. */
export async function firstLanding(): Promise<{ url: string; client: pg.Client }> {
  const { url } = await (await templateDatabase(serverUrl(), prepare, 'first_landing')).clone();
  return { url, client: await connected(url) };
}

async function prepare(url: string): Promise<void> {
  const [{ upTo, rows }] = landings;
  await migrate(url, { upTo });
  const client = await connected(url);
  await client.query(await readFile(new URL(`../fixtures/${rows}`, import.meta.url), 'utf8'));
  await client.end();
}
