import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '../processes.js';

// PostgreSQL keeps in `postmaster.pid`: line 1 its process id, line 8 its status, `ready` when it is.

const pidFile = (dataDir: string) => join(dataDir, 'postmaster.pid');

function linesOf(dataDir: string): string[] {
  try {
    return readFileSync(pidFile(dataDir), 'utf8').split('\n');
  } catch {
    return [];
  }
}

export function isReady(dataDir: string, pid: number): boolean {
  const lines = linesOf(dataDir);
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

/**
 * Ends what an earlier run left on this data folder: a server whose parent was killed is shut down; a
 * pid file whose number now belongs to some other process (which PostgreSQL would take for a server) is
 * removed. Only for who holds the folder.
 */
export async function clearAway(dataDir: string): Promise<void> {
  const pid = Number(linesOf(dataDir)[0]);
  // The file of a dead server stays: in it PostgreSQL finds the shared memory that old backends may still use.
  if (!pid || !isAlive(pid)) return;
  if (!commandOf(pid).includes(dataDir)) {
    await sleep(1000);
    return rmSync(pidFile(dataDir), { force: true });
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited > 20_000) process.kill(pid, 'SIGQUIT');
    await sleep(50);
  }
}
