import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../env.js';

/**
 * Timeouts for every statement, sent as start-up options of the connection. Nothing is SET afterwards, since behind
 * PgBouncer in transaction mode a SET can reach another caller. PgBouncer itself needs
 * `ignore_startup_parameters = options`, and the role needs the same timeouts by ALTER ROLE … SET.
 */
const bounds = [
  '-c statement_timeout=10s',
  '-c lock_timeout=5s',
  '-c idle_in_transaction_session_timeout=15s',
  '-c timezone=UTC',
].join(' ');

/** The only pool: for Prisma, the hot statements, and the counters of failed sign-ins. */
@Injectable()
export class Pool extends pg.Pool implements OnApplicationShutdown {
  constructor(@Inject(ENV) env: Env) {
    super({
      connectionString: env.DATABASE_URL,
      application_name: 'weir-api',
      max: env.WEIR_DATABASE_POOL,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      options: bounds,
    });
    const log = new Logger('Pool');
    // An idle connection failed; the pool opens a new one.
    this.on('error', (error) => log.warn(`lost an idle connection: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.ended) await this.end();
  }
}
