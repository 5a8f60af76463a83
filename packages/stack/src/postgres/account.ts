import { execFileSync, spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { Trouble } from '../trouble.js';

/** What `spawn` needs to run a program as another account; empty for the account that we are. */
export type Account = { uid: number; gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root: root runs it as `nobody`, which every Unix has. */
export function postgresAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** Fails where that account may not enter the folder of `path`, as below a home folder of mode 700. */
export function assertReachable(path: string, account: Account): void {
  if (account.uid === undefined) return;
  const { status } = spawnSync('/bin/sh', ['-c', 'cd "$0"', dirname(path)], { ...account, cwd: '/' });
  if (status === 0) return;
  throw new Trouble(
    'The embedded PostgreSQL can not start here.',
    `You are root, PostgreSQL refuses to run as root, and the account "nobody" may not enter ${dirname(path)}.`,
    'Run as an ordinary user, or put Weir in a folder that everyone may enter (as /opt/weir), ' +
      'or set DATABASE_URL to a PostgreSQL of your own.',
  );
}
