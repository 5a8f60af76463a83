import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/**
 * Sends these signals to a child process, each one `patience` milliseconds after the one before, until it has ended. Throws if it
 * survives all of them.
 */
export async function endChild(
  child: ChildProcess,
  signals: readonly NodeJS.Signals[],
  patience: number,
): Promise<void> {
  child.ref();
  for (const signal of signals) {
    if (hasEnded(child)) return;
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), patience);
    const exited = once(child, 'exit', { signal: waiting.signal }).catch(() => undefined);
    child.kill(signal);
    await exited;
    clearTimeout(timer);
  }
  if (!hasEnded(child)) throw new Error(`process ${child.pid} survives ${signals.join(' and ')}`);
}

export const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process; empty if there is none. A process id alone is not enough: it can be reused. */
export function commandOf(pid: number): string {
  return hasProc ? read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') : ps('args', pid);
}

/** 0 if there is no such process. */
export function parentOf(pid: number): number {
  // The fields after the name, which is in parentheses and can contain any character: state, parent, …
  return Number(hasProc ? read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1] : ps('ppid', pid)) || 0;
}

const hasProc = existsSync('/proc/self/stat');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function ps(column: string, pid: number): string {
  const { stdout } = spawnSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() ?? '';
}
