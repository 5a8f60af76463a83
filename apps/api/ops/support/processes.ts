import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** PostgreSQL, PgBouncer and Patroni refuse to run as root. */
export const ids =
  process.getuid?.() === 0
    ? { uid: Number(execFileSync('id', ['-u', 'nobody'])), gid: Number(execFileSync('id', ['-g', 'nobody'])) }
    : {};

/** A folder for a server, deleted by `remove`. */
export function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'weir-ops-'));
  chmodSync(path, 0o755);
  if (ids.uid !== undefined) chownSync(path, ids.uid, ids.gid);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function signalAll(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // A short-lived worker that has ended.
    }
  }
}

/** These processes and their descendants. */
export function family(parents: number[]): number[] {
  const parentOf = new Map(allProcesses().map((pid) => [pid, Number(readStat(pid)[1])]));
  const all = [...parents];
  for (let at = 0; at < all.length; at += 1) {
    for (const [pid, parent] of parentOf) if (parent === all[at] && !all.includes(pid)) all.push(pid);
  }
  return all;
}

const allProcesses = () =>
  execFileSync('ls', ['/proc'], { encoding: 'utf8' })
    .split('\n')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** State, parent, … of a process; nothing if it has ended. */
function readStat(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return [];
  }
}

/** The memory of a process now, in MB, and its processor time since its start, in seconds. */
export function usage(pid: number): { memory: number; processor: number } {
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const fields = readStat(pid);
  // Linux counts in hundredths of a second.
  return { memory: Number(resident) / 1024, processor: (Number(fields[11]) + Number(fields[12])) / 100 };
}

export async function stopped(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

/** Resolves once a client can connect. */
export async function connectable(connectionString: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (tries === 300) throw error;
      await sleep(100);
    }
  }
}
