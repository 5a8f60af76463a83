import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { migrationNames } from '@weir/prisma/migrate';
import pg from 'pg';
import { Pool } from '../database/pool.js';
import { ENV, type Env } from '../env.js';

/** Milliseconds for a connection or an answer: a database that takes longer is as good as gone. */
const patience = 2_500;

export type DatabaseStatus = { now: Date; isReadOnly: boolean };

/** Asks on a connection of its own with short timeouts: health has an answer although the pool is busy or hangs. */
@Injectable()
export class HealthRepository implements OnApplicationShutdown {
  private readonly own: pg.Pool;

  constructor(
    private readonly pool: Pool,
    @Inject(ENV) env: Env,
  ) {
    this.own = new pg.Pool({
      connectionString: env.DATABASE_URL,
      application_name: 'weir-health',
      max: 1,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      idleTimeoutMillis: 30_000,
    });
    // The next query says what is wrong.
    this.own.on('error', () => {});
  }

  async status(): Promise<DatabaseStatus> {
    const { rows } = await this.own.query<DatabaseStatus>(`
      SELECT clock_timestamp() AS now,
             pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS "isReadOnly"`);
    return rows[0] as DatabaseStatus;
  }

  /** The names of the applied migrations; none where there is no table of them. */
  async appliedMigrations(): Promise<string[]> {
    try {
      const { rows } = await this.own.query<{ name: string }>(`
        SELECT migration_name AS name
          FROM _prisma_migrations
         WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
         ORDER BY migration_name`);
      return rows.map(({ name }) => name);
    } catch (error) {
      if ((error as pg.DatabaseError).code === '42P01') return [];
      throw error;
    }
  }

  /** The names of the migrations that this version needs. */
  neededMigrations(): Promise<string[]> {
    return migrationNames();
  }

  connections(): { open: number; idle: number; waiting: number } {
    return { open: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.own.end();
  }
}
