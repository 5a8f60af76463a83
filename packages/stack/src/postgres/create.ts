import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, commandFor } from './account.js';
import type { Binaries } from './binaries.js';

/**
 * Creates a data folder with a database `weir` that belongs to the role `weir`. The role is no superuser, so that
 * nothing can depend on it. The superuser has no password and so can't connect over the network.
 *
 * The folder is built beside `dataDir` and then renamed, so that an interrupted start leaves nothing incomplete.
 */
export async function createDataFolder(dataDir: string, binaries: Binaries, account: Account): Promise<void> {
  const partial = `${dataDir}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  if (account.ids.uid !== undefined) chownSync(partial, account.ids.uid, account.ids.gid);

  const initdb = ['-D', partial, '-U', 'postgres', '--auth=reject', '--encoding=UTF8', '--no-sync'];
  // The same sort order on every operating system.
  initdb.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  await promisify(execFile)(...commandFor(account, binaries.initdb, initdb), { ...account.ids, cwd: '/' });

  const password = randomBytes(24).toString('base64url');
  runSingle(partial, binaries, account, [
    `CREATE ROLE weir LOGIN CREATEDB PASSWORD '${password}'`,
    'CREATE DATABASE weir OWNER weir',
  ]);
  writeFileSync(join(partial, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n');
  writeFileSync(join(partial, 'weir.password'), password, { mode: 0o600 });
  renameSync(partial, dataDir);
}

export const passwordOf = (dataDir: string): string => readFileSync(join(dataDir, 'weir.password'), 'utf8');

/** Runs statements in PostgreSQL's single-user mode: no server, no network, no password. */
function runSingle(dataDir: string, { postgres }: Binaries, account: Account, statements: string[]): void {
  const { status, stderr } = spawnSync(
    ...commandFor(account, postgres, ['--single', '-j', '-D', dataDir, 'postgres']),
    {
      ...account.ids,
      cwd: '/',
      input: statements.map((statement) => `${statement};\n\n`).join(''),
      encoding: 'utf8',
    },
  );
  if (status !== 0 || /\b(ERROR|FATAL):/.test(stderr))
    throw new Error(`PostgreSQL could not be set up: ${stderr}`);
}
