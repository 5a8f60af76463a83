import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, commandFor } from './account.js';
import type { Binaries } from './binaries.js';

/**
 * `weir` migrates and owns the database; the API connects as `weir_app`, with rights on rows only; backups are made as
 * `weir_backup`, which may copy the server's files and has no rights on rows.
 */
export type RoleName = 'weir' | 'weir_app' | 'weir_backup';

/**
 * Creates a data folder with a database `weir` that belongs to the role `weir`. No role of ours is a superuser, so that
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

  const owner = newPassword();
  // In the template, so that every database of this server starts so.
  runSingle(
    partial,
    binaries,
    account,
    [
      `CREATE ROLE weir LOGIN CREATEDB PASSWORD '${owner}'`,
      withoutLargeObjects,
      'CREATE DATABASE weir OWNER weir',
      // As prisma/roles.sql does it for the migrator.
      'GRANT SET ON PARAMETER session_replication_role TO weir',
    ],
    'template1',
  );
  keepPassword(partial, 'weir', owner);
  addRoles(partial, binaries, account);
  renameSync(partial, dataDir);
}

/** Brings a folder of an earlier version up to date. No server may run on it. */
export function upgradeDataFolder(dataDir: string, binaries: Binaries, account: Account): void {
  if (!existsSync(passwordFile(dataDir, 'weir_backup')))
    for (const database of ['template1', 'weir'])
      runSingle(dataDir, binaries, account, [withoutLargeObjects], database);
  addRoles(dataDir, binaries, account);
}

/**
 * Creates the roles that are missing, and allows them to connect. The account that runs the server owns the files of passwords,
 * because the server reads them for a backup.
 */
function addRoles(dataDir: string, binaries: Binaries, account: Account): void {
  const missing = otherRoles.filter(({ role }) => !existsSync(passwordFile(dataDir, role)));
  const created = missing.map((each) => ({ ...each, password: newPassword() }));
  const statements = created.flatMap(({ role, rights, grants, password }) => [
    `DO $$ BEGIN CREATE ROLE ${role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `ALTER ROLE ${role} ${rights} PASSWORD '${password}'`,
    ...grants,
  ]);
  if (created.length > 0) {
    runSingle(dataDir, binaries, account, statements);
    const lines = ['all all', 'replication weir_backup'].map(
      (of) => `host ${of} 127.0.0.1/32 scram-sha-256\n`,
    );
    writeFileSync(join(dataDir, 'pg_hba.conf'), lines.join(''));
  }
  for (const { role, password } of created) keepPassword(dataDir, role, password);
  const { uid, gid } = account.ids;
  if (uid === undefined) return;
  for (const role of ['weir', 'weir_app', 'weir_backup'] as const)
    chownSync(passwordFile(dataDir, role), uid, gid);
}

const otherRoles: { role: RoleName; rights: string; grants: string[] }[] = [
  { role: 'weir_app', rights: 'LOGIN', grants: ['GRANT weir_app TO weir'] },
  { role: 'weir_backup', rights: 'LOGIN REPLICATION', grants: [] },
];

export const passwordOf = (dataDir: string, role: RoleName): string =>
  readFileSync(passwordFile(dataDir, role), 'utf8');

const newPassword = () => randomBytes(24).toString('base64url');
const passwordFile = (dataDir: string, role: RoleName) => join(dataDir, `${role}.password`);
const keepPassword = (dataDir: string, role: RoleName, password: string) =>
  writeFileSync(passwordFile(dataDir, role), password, { mode: 0o600 });

/**
 * As prisma/roles.sql does it: large objects and messages in the log are no rows, so no cap counts them. The owner keeps its
 * right, because a dump repeats these statements: without any right of its own its restore would fail.
 */
const withoutLargeObjects = `DO $$
DECLARE _function regprocedure;
BEGIN
  FOR _function IN
    SELECT p.oid FROM pg_proc p
     WHERE p.pronamespace = 'pg_catalog'::regnamespace
       AND (p.proname ~ '^lo(_|read|write)' OR p.proname = 'pg_logical_emit_message')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', _function);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO weir', _function);
  END LOOP;
END $$`;

/** Runs statements in PostgreSQL's single-user mode: no server, no network, no password. */
function runSingle(
  dataDir: string,
  { postgres }: Binaries,
  account: Account,
  statements: string[],
  database = 'postgres',
): void {
  const { status, stderr } = spawnSync(
    ...commandFor(account, postgres, ['--single', '-j', '-D', dataDir, database]),
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
