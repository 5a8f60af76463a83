import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { programs } from './programs.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
export const password = 'a-password-of-the-tests';
const run = promisify(execFile);

/** A PostgreSQL server at a port of this machine, with the steps that an operator takes. */
export abstract class Database {
  port = 0;

  url(role: string, database = 'weir', secret = password): string {
    return `postgresql://${role}:${secret}@127.0.0.1:${this.port}/${database}`;
  }

  async sql<Row extends pg.QueryResultRow>(role: string, database: string, text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url(role, database) });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  /** Creates an empty database of the migrator for a restore, as the guide describes. The roles keep their passwords. */
  async emptyDatabase(name: string): Promise<string> {
    const withoutPasswords = { WEIR_MIGRATOR_PASSWORD: undefined, WEIR_APP_PASSWORD: undefined };
    await this.prepare({ WEIR_DATABASE: name, ...withoutPasswords });
    return name;
  }

  /** Creates the roles and an empty database with prisma/roles.sql. */
  protected prepare(env: NodeJS.ProcessEnv = {}): Promise<void> {
    return this.psql('administrator', 'postgres', ['--quiet', `--file=${root}/prisma/roles.sql`], env);
  }

  async migrate(database: string): Promise<void> {
    const env = { DATABASE_URL: this.url('weir_migrator', database), WEIR_APP_ROLE: 'weir_app' };
    await run(process.execPath, [`${root}/prisma/dist/bin/migrate.js`], { env });
  }

  async seed(database: string): Promise<void> {
    const env = { DATABASE_URL: this.url('weir_migrator', database) };
    await run(process.execPath, [`${root}/prisma/dist/bin/seed.js`], { env });
  }

  /** Resolves once the statement returns a row. */
  async until(role: string, database: string, text: string): Promise<void> {
    while ((await this.sql(role, database, text)).length === 0) await sleep(200);
  }

  /** Runs one of PostgreSQL's programs on a database. Throws unless it exits with 0. */
  async program(name: 'pg_dump' | 'pg_restore', role: string, database: string, arguments_: string[]) {
    const target = `--dbname=${this.url(role, database)}`;
    return (await run(programs()[name], [target, ...arguments_], { maxBuffer: 1 << 28 })).stdout;
  }

  async psql(role: string, database: string, arguments_: string[], env: NodeJS.ProcessEnv = {}) {
    const always = ['--no-psqlrc', '--set=ON_ERROR_STOP=1', `--dbname=${this.url(role, database)}`];
    const passwords = { WEIR_MIGRATOR_PASSWORD: password, WEIR_APP_PASSWORD: password };
    await run(programs().psql, [...always, ...arguments_], {
      env: { ...passwords, ...env },
      maxBuffer: 1 << 28,
    });
  }
}
