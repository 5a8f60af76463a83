import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { query } from '../postgres/query.js';
import { endChild, hasEnded } from '../processes.js';
import type { BackupSettings } from './settings.js';

/** When a run of each kind ended last, and when a good one did; null: never. */
interface LastRuns {
  backup: { any: Date | null; good: Date | null };
  drill: { any: Date | null; good: Date | null };
}

const hour = 3_600_000;
/** From the start to the first look, so that a start is not slowed down, and between two looks, in milliseconds. */
const firstLook = 5 * 60_000;
const nextLooks = 10 * 60_000;

/**
 * What is due: a backup, or a drill if there is a backup that it could restore. After a failure the next attempt is an hour
 * later.
 */
export function whatIsDue(
  last: LastRuns,
  now: Date,
  { backupHours, drillHours }: Pick<BackupSettings, 'backupHours' | 'drillHours'>,
): 'backup' | 'drill' | null {
  const since = (time: Date | null) =>
    time ? (now.getTime() - time.getTime()) / hour : Number.POSITIVE_INFINITY;
  const isDue = (kind: 'backup' | 'drill', hours: number) =>
    hours > 0 && since(last[kind].good) >= hours && since(last[kind].any) >= 1;
  if (isDue('backup', backupHours)) return 'backup';
  return last.backup.good && isDue('drill', drillHours) ? 'drill' : null;
}

/**
 * Makes backups and drills while the product runs, each in its own process. `backup.log` in the data folder has the output of
 * the last one, and the database the results. Returns a function that stops the schedule.
 */
export function scheduleBackups(from: BackupSettings, url: string): () => Promise<void> {
  if (from.backupHours === 0 && from.drillHours === 0) return async () => {};
  const log = join(from.settings.dataDir, 'backup.log');
  let child: ChildProcess | undefined;
  let isStopping = false;
  const look = async () => {
    try {
      const due = whatIsDue(await lastRuns(url), new Date(), from);
      if (!due || isStopping) return;
      child = startCommand(due, log);
      const [code] = await once(child, 'exit');
      if (code !== 0 && !isStopping) console.error(`The ${due} failed. Its output is in ${log}`);
    } catch (error) {
      console.error(`The schedule of backups failed: ${(error as Error).message}`);
    } finally {
      if (!isStopping) timer = setTimeout(look, nextLooks).unref();
    }
  };
  let timer = setTimeout(look, firstLook).unref();
  return async () => {
    isStopping = true;
    clearTimeout(timer);
    if (child && !hasEnded(child)) await endChild(child, ['SIGTERM', 'SIGKILL'], 10_000);
  };
}

function startCommand(name: 'backup' | 'drill', log: string): ChildProcess {
  const output = openSync(log, 'w', 0o600);
  const program = fileURLToPath(new URL(`../../bin/${name}.js`, import.meta.url));
  const child = spawn(process.execPath, [program], {
    // Nothing is built while the product runs.
    env: { ...process.env, WEIR_BUILT: 'on' },
    // Ctrl-C in the terminal reaches only us, and we end it in order.
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

async function lastRuns(url: string): Promise<LastRuns> {
  const rows = await query<{ kind: 'backup' | 'drill'; any: Date; good: Date | null }>(
    url,
    'SELECT kind, max(at) AS any, max(at) FILTER (WHERE ok) AS good FROM public.backup_runs GROUP BY kind',
  );
  const of = (kind: string) => rows.find((row) => row.kind === kind) ?? { any: null, good: null };
  return { backup: of('backup'), drill: of('drill') };
}
