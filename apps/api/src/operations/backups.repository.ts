import { Injectable } from '@nestjs/common';
import type { RestoredFigures } from '@weir/contract';
import { Pool } from '../database/pool.js';

/** As weir.record_backup_run stores it; `faults` as weir-drill and `pnpm backup` write them. */
export type BackupRunRow = {
  id: string;
  kind: 'backup' | 'drill';
  at: Date;
  milliseconds: number;
  ok: boolean;
  backup: string;
  madeAt: Date;
  bytes: string | null;
  found: RestoredFigures | null;
  faults: ({ code: string } & Record<string, string | number>)[];
};

/** Seconds since the last good run, and whether the last run was good; null: there was none. */
export type BackupAge = { kind: 'backup' | 'drill'; goodAge: number | null; isGood: boolean };

const columns = 'id, kind, at, milliseconds, ok, backup, made_at AS "madeAt", bytes, found, faults';

@Injectable()
export class BackupsRepository {
  constructor(private readonly pool: Pool) {}

  async newest(most: number): Promise<BackupRunRow[]> {
    const { rows } = await this.pool.query<BackupRunRow>({
      name: 'newest-backup-runs',
      text: `SELECT ${columns} FROM backup_runs ORDER BY at DESC LIMIT $1`,
      values: [most],
    });
    return rows;
  }

  async newestGood(): Promise<BackupRunRow[]> {
    const { rows } = await this.pool.query<BackupRunRow>({
      name: 'newest-good-backup-runs',
      text: `SELECT DISTINCT ON (kind) ${columns} FROM backup_runs WHERE ok ORDER BY kind, at DESC`,
    });
    return rows;
  }

  async ages(): Promise<BackupAge[]> {
    const { rows } = await this.pool.query<BackupAge>({
      name: 'backup-ages',
      text: `SELECT kind, extract(epoch FROM clock_timestamp() - max(at) FILTER (WHERE ok))::float8 AS "goodAge",
                    (array_agg(ok ORDER BY at DESC))[1] AS "isGood"
               FROM backup_runs GROUP BY kind`,
    });
    return rows;
  }

  async account(userId: string): Promise<{ email: string | null; emailVerifiedAt: Date | null } | undefined> {
    const { rows } = await this.pool.query<{ email: string | null; emailVerifiedAt: Date | null }>({
      name: 'operator-account',
      text: 'SELECT email, email_verified_at AS "emailVerifiedAt" FROM users WHERE id = $1',
      values: [userId],
    });
    return rows[0];
  }
}
