import pg from 'pg';
import { scriptLock } from './adapter.js';
import { type SchemaEngine, withEngine } from './engine.js';
import { migrationsFolder, readMigrations, readSchema } from './files.js';
import { migrateJobs } from './jobs.js';
import { lockHolder } from './lock-waits.js';
import { grantRights } from './rights.js';
import { newerMigrations } from './versions.js';

export { migrationNames } from './files.js';
export { NewerVersionRequired } from './versions.js';

/** Any fixed number. Every process that migrates a database takes this lock first. */
const migrationLock = 8_390_417;
const filters = { externalTables: [], externalEnums: [] };

export interface MigrateOptions {
  /** The last migration to apply, for tests of an upgrade. Without it the tables of pg-boss are migrated too. */
  upTo?: string;
  /** The role of the API, if it is not the owner of the tables: it is granted its rights. */
  appRole?: string | undefined;
  /** How long a migration is tried again if others hold the locks that it needs. Default: two minutes. */
  lockSeconds?: number;
  /** Gets a line for each try that did not get its locks. */
  say?: (line: string) => void;
}

/**
 * Applies the migrations that the database lacks and returns their names, oldest first.
 * `_prisma_migrations` has the same content as after `prisma migrate deploy`, so the two can be mixed. A migration
 * that fails throws, and later ones are not tried.
 *
 * Two processes can call this at once: the second waits for the first. The lock is held by a transaction on its own
 * connection, so that it also works through a transaction pooler. It also waits for the script of a killed process
 * that PostgreSQL is still running.
 *
 * A newer version may have migrated the database before. If this version can run beside its migrations, nothing is changed and `newer`
 * has their names: rights stay as the newer version granted them, because this one does not know all tables. Throws
 * NewerVersionRequired if it can't.
 */
export async function migrate(
  connectionString: string,
  { upTo, appRole, lockSeconds = 120, say = () => undefined }: MigrateOptions = {},
): Promise<{ applied: string[]; newer: string[] }> {
  const lock = new pg.Client({ connectionString, application_name: lockHolder });
  await lock.connect();
  try {
    await lock.query('BEGIN');
    await lock.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await lock.query('SAVEPOINT here');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [scriptLock]);
    // Releases that lock again, because every script takes it.
    await lock.query('ROLLBACK TO SAVEPOINT here');
    const newer = await newerMigrations(lock);
    // Releases the tables that it read.
    await lock.query('ROLLBACK TO SAVEPOINT here');
    const options = { lockSeconds, say, appRole };
    const applied = await withEngine(connectionString, (engine) => applyMissing(engine, upTo), options);
    if (!upTo && newer.length === 0)
      await withClient(connectionString, (client) => migrateTheRest(client, connectionString, appRole));
    await lock.query('COMMIT');
    return { applied, newer };
  } finally {
    await lock.end();
  }
}

async function migrateTheRest(client: pg.Client, connectionString: string, appRole?: string): Promise<void> {
  await migrateJobs(client, connectionString);
  if (appRole) await grantRights(client, appRole);
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function applyMissing(engine: SchemaEngine, upTo?: string): Promise<string[]> {
  const migrationsList = await readMigrations(upTo);
  const history = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters,
  });
  // A migration is recorded in its own transaction, so one that failed or was interrupted left nothing: retry it.
  for (const migrationName of history.failedMigrationNames) {
    await engine.markMigrationRolledBack({ migrationName });
  }
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
  return appliedMigrationNames;
}

/**
 * The SQL that would change the database to match schema.prisma; empty if they match. It compares tables, columns,
 * keys and plain indexes, but not triggers, functions, checks and partial indexes, which Prisma's schema language
 * can't express.
 */
export async function driftOf(connectionString: string): Promise<string> {
  const schema = [await readSchema()];
  const { stdout } = await withEngine(connectionString, (engine) =>
    engine.diff({
      // Only the provider is read from the schema here: the connected database is compared.
      from: { tag: 'schemaDatasource', files: schema, configDir: migrationsFolder },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: null,
      filters,
    }),
  );
  const sql = stdout ?? '';
  return sql.includes('This is an empty migration') ? '' : sql.trim();
}
