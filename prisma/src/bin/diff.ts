#!/usr/bin/env node
// Writes the migration from the database of DATABASE_URL, with all migrations applied, to the state that schema.prisma
// and prisma/sql describe: `DATABASE_URL=… pnpm --filter @weir/prisma migration:diff NAME`.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { migrationsFolder } from '../files.js';
import { driftOf, migrate } from '../migrate.js';
import { scriptOf, sqlMigrationOf } from '../sql-migration.js';

const [name] = process.argv.slice(2);
const url = process.env.DATABASE_URL;
if (!url || !name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('usage: DATABASE_URL=<an empty or migrated database> migration:diff <name_in_lower_case>');
  process.exit(1);
}

await migrate(url);
const script = scriptOf(await sqlMigrationOf(url), await driftOf(url));
if (script === '') {
  console.log('schema.prisma, prisma/sql and the migrations agree: nothing to write');
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(join(folder, 'migration.sql'), `${script}\n`);
  console.log(`wrote ${folder}/migration.sql: read it before you keep it`);
}
