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
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      max: 1,
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

  /** The role, if it owns our tables and so could remove the triggers that enforce the limits; else null. */
  async owningRole(): Promise<string | null> {
    const { rows } = await this.own.query<{ role: string; isOwner: boolean | null }>(`
      SELECT current_user AS role,
             (SELECT bool_or(pg_has_role(c.relowner, 'USAGE')) FROM pg_class c
               WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r') AS "isOwner"`);
    return rows[0]?.isOwner ? rows[0].role : null;
  }

  /** The names of the applied migrations. */
  appliedMigrations(): Promise<string[]> {
    return this.namesOrNone(`
      SELECT migration_name AS name
        FROM _prisma_migrations
       WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
       ORDER BY migration_name`);
  }

  /** The names of the migrations that every version on this database must have. */
  requiredMigrations(): Promise<string[]> {
    return this.namesOrNone('SELECT name FROM required_migrations ORDER BY name');
  }

  /** An empty list if there is no such table. */
  private async namesOrNone(sql: string): Promise<string[]> {
    try {
      return (await this.own.query<{ name: string }>(sql)).rows.map(({ name }) => name);
    } catch (error) {
      if ((error as pg.DatabaseError).code === '42P01') return [];
      throw error;
    }
  }

  /** The names of the migrations that this version has. */
  ownMigrations(): Promise<string[]> {
    return migrationNames();
  }

  connections(): { open: number; idle: number; waiting: number } {
    return { open: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.own.end();
  }
}
