import { query } from '../postgres/query.js';

/** As the package `prisma` prints it; the codes are those of its drill. */
export type Fault = { code: string; detail?: string };

export interface Run {
  kind: 'backup' | 'drill';
  /** `performance.now()` at its start. */
  started: number;
  backup: string;
  madeAt: string;
  bytes: number | null;
  /** The figures of the restored copy, as the package `prisma` prints them. */
  found: object | null;
  faults: Fault[];
}

/** Records how a run ended in the database of the installation. Does nothing if that has no table for it yet. */
export async function recordRun(url: string, { started, ...run }: Run): Promise<void> {
  const [there] = await query<{ can: boolean }>(
    url,
    `SELECT to_regprocedure('weir.record_backup_run(jsonb)') IS NOT NULL AS can`,
  );
  if (!there?.can) return;
  const row = { ...run, milliseconds: performance.now() - started, ok: run.faults.length === 0 };
  await query(url, 'SELECT weir.record_backup_run($1)', [JSON.stringify(row)]);
}

/** Records a failed run. It never throws, so that the caller can report the failure itself. */
export async function recordFailure(url: string, run: Omit<Run, 'faults' | 'bytes' | 'found'>, error: Error) {
  const failed = { ...run, bytes: null, found: null, faults: [{ code: 'unusable', detail: error.message }] };
  await recordRun(url, failed).catch((cause: Error) =>
    console.error(`The failure is not recorded: ${cause.message}`),
  );
}
