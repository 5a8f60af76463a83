import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../env.js';

/**
 * Bounds on every statement, sent as start-up options of the connection: nothing is SET afterwards, since a
 * SET does not stay with its caller behind PgBouncer in transaction mode. PgBouncer itself must be told
 * `ignore_startup_parameters = options`, and the same bounds be given to the role with ALTER ROLE … SET.
 */
const bounds = [
  '-c statement_timeout=10s',
  '-c lock_timeout=5s',
  '-c idle_in_transaction_session_timeout=15s',
  '-c timezone=UTC',
].join(' ');

/** The one pool: of Prisma, of the hot statements, and of the counters of failed sign-ins. */
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
    // A connection that dies while nobody uses it; the pool makes a new one.
    this.on('error', (error) => log.warn(`lost an idle connection: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.ended) await this.end();
  }
}
