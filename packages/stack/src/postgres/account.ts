import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Trouble } from '../trouble.js';

/** How to run PostgreSQL's programs: a command prefix, and the ids to run as. */
export interface Account {
  before: string[];
  ids: { uid: number; gid: number } | Record<string, never>;
}

const itself: Account = { before: [], ids: {} };

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as `nobody`, which every Unix has. If that account
 * can't enter the folders (a home folder of mode 700, for example), it runs in a user namespace that maps root to
 * that account.
 */
export function postgresAccount(dataDir: string, program: string): Account {
  if (process.getuid?.() !== 0) return itself;
  const nobody = { uid: idOf('-u'), gid: idOf('-g') };
  const madeByRoot = existsSync(dataDir) && statSync(dataDir).uid === 0;
  if (!madeByRoot && [dataDir, program].every((path) => mayEnter(dirname(path), nobody))) {
    return { before: [], ids: nobody };
  }
  const before = ['unshare', '--user', `--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
  if (spawnSync('unshare', [...before.slice(1), 'true']).status === 0) return { before, ids: {} };
  throw new Trouble(
    'The embedded PostgreSQL cannot start here.',
    `You are root, PostgreSQL refuses to run as root, and "nobody" cannot enter ${dirname(dataDir)}.`,
    'Run as an ordinary user, or put Weir in a folder that everyone can enter (such as /opt/weir), ' +
      'or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** A program and its arguments, as `spawn` takes them. */
export function commandFor({ before }: Account, program: string, args: string[]): [string, string[]] {
  const [file = program, ...rest] = [...before, program, ...args];
  return [file, rest];
}

const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));

const mayEnter = (folder: string, ids: { uid: number; gid: number }) =>
  spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...ids, cwd: '/' }).status === 0;
