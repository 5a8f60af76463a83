import { readFile } from 'node:fs/promises';
import { timeSettings } from '@weir/contract/time-bounds';
import { Pool } from '../../src/database/pool.js';
import type { Env } from '../../src/env.js';

test('the API’s role has every setting that the pool sets, because PgBouncer does not pass them on', async () => {
  const { options = '' } = new Pool(timeSettings as Env).options;
  const asked = [...options.matchAll(/-c (\w+)=/g)].map(([, name]) => name);
  const roles = await readFile(new URL('../../../../prisma/roles.sql', import.meta.url), 'utf8');
  const given = [...roles.matchAll(/^ALTER ROLE weir_app SET (\w+) =/gm)].map(([, name]) => name);
  expect(asked).toContain('default_transaction_isolation');
  expect(given.toSorted()).toEqual(asked.toSorted());
});
