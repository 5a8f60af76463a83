import { execFileSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrate } from '@weir/prisma/migrate';
import { embeddedPostgres, templateDatabase } from '@weir/stack';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Builds the API if its sources are newer than the build, starts PostgreSQL for this run and prepares the template
 * database.
 */
export default async function () {
  if (isStale()) execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, stdio: 'inherit' });
  const postgres = await embeddedPostgres();
  globalThis.weirPostgres = postgres;
  await templateDatabase(postgres.url, (url) => migrate(url, { appRole: 'weir_app' }));
  process.env.WEIR_TEST_SERVER = postgres.url;
  process.env.WEIR_TEST_APP = postgres.appUrl;
}

function isStale() {
  const newest = (pattern) =>
    Math.max(0, ...globSync(pattern, { cwd: root }).map((path) => statSync(`${root}/${path}`).mtimeMs));
  return newest('src/**/*.ts') > newest('dist/**/*.js');
}
