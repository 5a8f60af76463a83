import type { Socket } from 'node:net';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { ENV, type Env } from '../env.js';
import { isTracing } from '../tracing/spans.js';
import { traceStatements } from './traced-statements.js';

/**
 * Timeouts for every statement, and the isolation of every transaction, sent as start-up options of the connection. Nothing
 * is SET afterwards, since behind PgBouncer in transaction mode a SET can reach another caller. PgBouncer itself needs
 * `ignore_startup_parameters = options`, and the role needs the same settings by ALTER ROLE … SET (`prisma/roles.sql`).
 */
const boundsOf = ({ WEIR_STATEMENT_SECONDS: statement }: Env) =>
  [
    `-c statement_timeout=${statement}s`,
    `-c lock_timeout=${Math.min(5, statement)}s`,
    '-c idle_in_transaction_session_timeout=15s',
    '-c timezone=UTC',
    '-c default_transaction_isolation=read\\ committed',
  ].join(' ');

/** The only pool: for Prisma, the hot statements, and the counters of failed sign-ins. */
@Injectable()
export class Pool extends pg.Pool implements OnApplicationShutdown {
  private readonly inUse = new WeakSet<object>();

  constructor(@Inject(ENV) env: Env) {
    super({
      connectionString: env.DATABASE_URL,
      application_name: 'weir-api',
      max: env.WEIR_DATABASE_POOL,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      options: boundsOf(env),
    });
    const log = new Logger('Pool');
    // An idle connection failed; the pool opens a new one.
    this.on('error', (error) => log.warn(`lost an idle connection: ${error.message}`));
    // One in use that ends between two statements fails the next of them. Without a listener the event would end the process.
    this.on('connect', (client) => client.on('error', () => {}));
    this.on('connect', (client) => this.closeWhenSilent(client, (env.WEIR_STATEMENT_SECONDS + 1) * 1000));
    this.on('acquire', (client) => this.inUse.add(client));
    this.on('release', (_error, client) => this.inUse.delete(client));
    if (isTracing()) traceStatements(this);
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.ended) await this.end();
  }

  /**
   * Closes a connection in use on which the database says nothing, not even an error. The statement timeout makes it
   * answer sooner, so the database or the network is gone without a word. TCP alone would notice after many minutes.
   */
  private closeWhenSilent(client: pg.PoolClient, milliseconds: number): void {
    const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
    // Not as a callback of setTimeout, which is called only once: the first silence is often that of an idle connection.
    stream.setTimeout(milliseconds).on('timeout', () => {
      if (!this.inUse.has(client)) return;
      stream.destroy(Object.assign(new Error('the database does not answer'), { code: 'ETIMEDOUT' }));
    });
  }
}
