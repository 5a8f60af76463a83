import type { Socket } from 'node:net';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { longerBoundsOf, type TimeBounds, timeBoundsOf } from '@weir/contract/time-bounds';
import pg from 'pg';
import { ENV, type Env } from '../env.js';
import { isTracing } from '../tracing/spans.js';
import { ConnectionWaits } from './connection-waits.js';
import { silentDatabase } from './errors.js';
import { isLongerWork, isPatientWork } from './longer-work.js';
import { startupOptions } from './startup-options.js';
import { traceStatements } from './traced-statements.js';

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (failure?: Error | boolean) => void,
) => void;

/** The only pool: for Prisma, the hot statements, and the counters of failed sign-ins. */
@Injectable()
export class Pool extends pg.Pool implements OnApplicationShutdown {
  readonly waits = new ConnectionWaits();
  private readonly bounds: TimeBounds;
  private readonly longer: TimeBounds;
  private readonly inUse = new Set<object>();

  constructor(@Inject(ENV) env: Env) {
    const [bounds, longer] = [timeBoundsOf(env), longerBoundsOf(env)];
    super({
      connectionString: env.DATABASE_URL,
      application_name: 'weir-api',
      max: env.WEIR_DATABASE_POOL,
      Client: clientThatConnectsWithin(bounds.connect),
      // The longest of all waits. `connect` enforces the shorter ones.
      connectionTimeoutMillis: Math.max(longer.poolWait, bounds.connect),
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      options: startupOptions(bounds),
    });
    this.bounds = bounds;
    this.longer = longer;
    const log = new Logger('Pool');
    // An idle connection failed; the pool opens a new one.
    this.on('error', (error) => log.warn(`lost an idle connection: ${error.message}`));
    // One in use that ends between two statements fails the next of them. Without a listener the event would end the process.
    this.on('connect', (client) => client.on('error', () => {}));
    this.on('connect', (client) => this.closeWhenSilent(client));
    this.on('acquire', (client) => this.inUse.add(client));
    this.on('release', (_error, client) => this.inUse.delete(client));
    if (isTracing()) traceStatements(this);
    const query = this.query.bind(this) as (...args: unknown[]) => Promise<pg.QueryResult>;
    const bounded = (...args: unknown[]) =>
      isLongerWork() && typeof args.at(-1) !== 'function' ? this.queryLonger(args) : query(...args);
    this.query = bounded as typeof this.query;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    const end = this.waits.begin(performance.now());
    const connected = this.connectInTime(isLongerWork()).finally(() => end(performance.now()));
    if (!callback) return connected;
    void connected.then(
      (client) => callback(undefined, client, (failure) => client.release(failure)),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  /** The statement that sets the longer bounds of a transaction. Run it first after BEGIN. It ends with the transaction. */
  get longerBounds(): string {
    const { statement, lock, request } = this.longer;
    return `
      SELECT set_config('statement_timeout', '${statement}', true), set_config('lock_timeout', '${lock}', true),
             set_config('idle_in_transaction_session_timeout', '${request}', true)`;
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.ended) await this.end();
  }

  /** Runs a single statement with the longer bounds, which need a transaction. */
  private async queryLonger(args: unknown[]): Promise<pg.QueryResult> {
    const client = await this.connect();
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>;
    let failure: Error | undefined;
    try {
      await query(`BEGIN; ${this.longerBounds}`);
      const result = await query(...args);
      await query('COMMIT');
      return result;
    } catch (error) {
      // If the rollback fails too, the connection is closed.
      await query('ROLLBACK').catch((lost: Error) => {
        failure = lost;
      });
      throw error;
    } finally {
      client.release(failure);
    }
  }

  /** Rejects if no connection becomes free in time. A connection that comes later goes back to the pool. */
  private connectInTime(isLonger: boolean): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      const { poolWait, connect } = isPatientWork() ? this.longer : this.bounds;
      const isFull = this.idleCount === 0 && this.totalCount >= this.options.max;
      const areOpening = this.totalCount - this.idleCount > this.inUse.size;
      const wait = areOpening ? Math.max(poolWait, connect) : poolWait;
      let isLate = false;
      const timer = isFull
        ? setTimeout(() => {
            isLate = true;
            reject(new Error('timeout exceeded when trying to connect'));
          }, wait)
        : undefined;
      super.connect((error, client) => {
        clearTimeout(timer);
        if (isLate) client?.release();
        else if (client) resolve(this.listenFor(client, isLonger));
        else reject(error);
      });
    });
  }

  private listenFor(client: pg.PoolClient, isLonger: boolean): pg.PoolClient {
    const { clientQuery } = isLonger ? this.longer : this.bounds;
    const stream = streamOf(client);
    if (stream.timeout !== clientQuery) stream.setTimeout(clientQuery);
    return client;
  }

  /**
   * Closes a connection in use on which the database is silent. A running database would have reported the statement timeout
   * before, so the database or the network has failed. TCP alone would notice that after many minutes.
   */
  private closeWhenSilent(client: pg.PoolClient): void {
    const stream = streamOf(client);
    // Not as a callback of setTimeout, which is called only once: the first silence is often that of an idle connection.
    stream.setTimeout(this.bounds.clientQuery).on('timeout', () => {
      if (!this.inUse.has(client)) return;
      stream.destroy(Object.assign(new Error(silentDatabase), { code: 'ETIMEDOUT' }));
    });
  }
}

function streamOf(client: pg.PoolClient): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}

/** The pool itself has only one timeout, for opening a connection and for waiting for a free one. */
function clientThatConnectsWithin(milliseconds: number): new (config?: pg.ClientConfig) => pg.Client {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionTimeoutMillis: milliseconds });
    }
  };
}
