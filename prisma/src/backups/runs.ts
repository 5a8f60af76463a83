import pg from 'pg';
import type { Fault } from './comparison.js';
import type { Facts } from './facts.js';

/** A backup or a drill that has ended. */
export interface Run {
  kind: 'backup' | 'drill';
  milliseconds: number;
  /** The backup's name, and when it was made. */
  backup: string;
  madeAt: string;
  bytes: number | null;
  found: Facts | null;
  faults: Fault[];
}

/** Records a run in the database of the installation, as the owner of its tables. */
export async function recordRun(connectionString: string, { found, ...run }: Run): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: 'weir-backup' });
  await client.connect();
  try {
    const row = { ...run, ok: run.faults.length === 0, found: found && figuresOf(found) };
    await client.query('SELECT weir.record_backup_run($1)', [JSON.stringify(row)]);
  } finally {
    await client.end();
  }
}

/** What a page shows of a restored copy. */
export type Figures = {
  tables: number;
  rows: number;
  boards: number;
  /** Limits that refuse, and those of them that are exceeded. */
  limits: number;
  exceeded: number;
  /** Attachments, and those without their file; null: not looked at. */
  files: number | null;
  missingFiles: number | null;
};

export function figuresOf({ tables, boards, limits, files }: Facts): Figures {
  const all = Object.values(tables);
  return {
    tables: all.length,
    rows: all.reduce((sum, { rows }) => sum + rows, 0),
    boards: Object.keys(boards).length,
    limits: limits?.set ?? 0,
    exceeded: limits?.exceeded ?? 0,
    files: files?.expected ?? null,
    missingFiles: files ? files.missing + files.damaged : null,
  };
}
