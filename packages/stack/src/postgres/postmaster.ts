import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '../processes.js';

// The file `postmaster.pid`: line 1 is the process id, line 4 the port, line 8 the status, `ready` once it accepts connections.

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

/** The port of the server that runs on this data folder and accepts connections; null if there is none. */
export function portOf(dataDir: string): number | null {
  const lines = linesOf(dataDir);
  const pid = Number(lines[0]);
  const isRunning = isReady(dataDir, pid) && isAlive(pid) && commandOf(pid).includes(dataDir);
  return isRunning ? Number(lines[3]) : null;
}

/**
 * Cleans up after an earlier run on this data folder. A server whose parent was killed is shut down. A pid file
 * whose number now belongs to another process is removed, since PostgreSQL would take that for a server. Only
 * for the process that has locked the folder.
 */
export async function clearAway(dataDir: string): Promise<void> {
  const pid = Number(linesOf(dataDir)[0]);
  // The file of a dead server stays: PostgreSQL finds in it the shared memory that old backends may still use.
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
