import { Inject, Injectable } from '@nestjs/common';
import { timeBoundsOf } from '@weir/contract/time-bounds';
import pg from 'pg';
import { isStatementMixedUp } from '../../database/errors.js';
import { startupOptions } from '../../database/startup-options.js';
import { ENV, type Env } from '../../env.js';

/** The name of a statement that these connections prepare. */
const prepared = 'weir-health';

/** Milliseconds for a connection or an answer. */
const patience = 2_500;

/** Settings of a session by name, as `pg_settings` has them: times in milliseconds. */
export type SessionSettings = Record<string, string>;
/** Settings of PgBouncer by name; null if it does not show them to our role. */
export type PoolerSettings = Record<string, string> | null;
/** The connection to PostgreSQL: direct, through a pooler, or refused by a pooler because of our start-up options. */
export type Between =
  | { kind: 'nothing' }
  | { kind: 'refusesOptions' }
  | {
      kind: 'pooler';
      keepsPreparedStatements: boolean;
      session: SessionSettings;
      settings: PoolerSettings;
    };

/** Examines the connection to the database. It opens separate connections, with the start-up options of the pool. */
@Injectable()
export class PoolerRepository {
  private readonly connection: pg.ClientConfig;

  constructor(@Inject(ENV) env: Env) {
    this.connection = {
      connectionString: env.DATABASE_URL,
      application_name: 'weir-health',
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      options: startupOptions(timeBoundsOf(env)),
    };
  }

  async look(): Promise<Between> {
    try {
      return await this.withClient(this.connection, (client) => this.lookFrom(client));
    } catch (error) {
      if (/unsupported startup parameter/.test((error as Error).message)) return { kind: 'refusesOptions' };
      throw error;
    }
  }

  private async lookFrom(client: pg.Client): Promise<Between> {
    const greeted = (client as unknown as { processID: number }).processID;
    const answering = await this.preparedPid(client);
    // Without a pooler, the process that opened the connection also answers.
    if (answering === greeted) return { kind: 'nothing' };
    return {
      kind: 'pooler',
      keepsPreparedStatements: answering !== null && !(await this.isPreparedForAll()),
      session: await this.sessionSettings(client),
      settings: await this.poolerSettings(),
    };
  }

  /**
   * The server process that answers a prepared statement; null if prepared statements don't work. A pooler can pass our
   * connections from one server process to another. Unless it tracks prepared statements, the next process may not have the
   * statement, or may have another one of the same name.
   */
  private async preparedPid(client: pg.Client): Promise<number | null> {
    try {
      const { rows } = await client.query<{ pid: number }>({
        name: prepared,
        text: 'SELECT pg_backend_pid() AS pid',
      });
      return rows[0]?.pid ?? null;
    } catch (error) {
      if (isStatementMixedUp(error)) return null;
      throw error;
    }
  }

  /** Whether a new connection has a statement that it has not prepared. A pooler that tracks statements renames them. */
  private isPreparedForAll(): Promise<boolean> {
    return this.withClient(this.connection, async (another) => {
      const sql = 'SELECT FROM pg_prepared_statements WHERE name = $1';
      return (await another.query(sql, [prepared])).rowCount !== 0;
    });
  }

  private async sessionSettings(client: pg.Client): Promise<SessionSettings> {
    const { rows } = await client.query<{ name: string; setting: string }>(`
      SELECT name, setting FROM pg_settings
       WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                      'TimeZone', 'default_transaction_isolation')`);
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  }

  /** Reads PgBouncer's console, a database named pgbouncer that accepts only simple queries. */
  private async poolerSettings(): Promise<PoolerSettings> {
    const address = new URL(this.connection.connectionString!);
    address.pathname = '/pgbouncer';
    try {
      return await this.withClient(
        { ...this.connection, connectionString: address.href, options: '' },
        async (client) => {
          const { rows } = await client.query<{ key: string; value: string }>('SHOW CONFIG');
          return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
        },
      );
    } catch {
      // It is another pooler, or our role is not in its stats_users.
      return null;
    }
  }

  private async withClient<Result>(
    connection: pg.ClientConfig,
    work: (client: pg.Client) => Promise<Result>,
  ): Promise<Result> {
    const client = new pg.Client(connection);
    client.on('error', () => {});
    try {
      await client.connect();
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }
}
