import pg from 'pg';
import { scriptLock } from './adapter.js';
import { type SchemaEngine, withEngine } from './engine.js';
import { migrationsFolder, readMigrations, readSchema } from './files.js';

/** Any fixed number: whoever migrates a database takes this lock in it first. */
const migrationLock = 8_390_417;
const filters = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations that the database lacks and returns their names, oldest first; those up to `upTo` if it is
 * given. `_prisma_migrations` is kept as `prisma migrate deploy` keeps it, so the two can be mixed. A migration that
 * fails throws, and the ones after it are not tried.
 *
 * Two processes may call this at once: the second waits for the first. The lock is a transaction's, on a
 * connection of its own, so that it also holds through a transaction pooler. A script that goes on though the process
 * that sent it was killed is waited for, too.
 */
export async function migrate(
  connectionString: string,
  { upTo }: { upTo?: string } = {},
): Promise<{ applied: string[] }> {
  const lock = new pg.Client({ connectionString });
  await lock.connect();
  try {
    await lock.query('BEGIN');
    await lock.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [migrationLock]);
    await lock.query('SAVEPOINT here');
    await lock.query('SELECT pg_advisory_xact_lock($1)', [scriptLock]);
    // Lets that lock go again: whoever migrates takes it for each script.
    await lock.query('ROLLBACK TO SAVEPOINT here');
    const applied = await withEngine(connectionString, (engine) => applyMissing(engine, upTo));
    await lock.query('COMMIT');
    return { applied };
  } finally {
    await lock.end();
  }
}

async function applyMissing(engine: SchemaEngine, upTo?: string): Promise<string[]> {
  const migrationsList = await readMigrations(upTo);
  const history = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: false,
    filters,
  });
  // A migration is noted in its own transaction, so one that failed or was cut off left nothing: it is tried again.
  for (const migrationName of history.failedMigrationNames) {
    await engine.markMigrationRolledBack({ migrationName });
  }
  const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters });
  return appliedMigrationNames;
}

/**
 * The SQL that would make the database what schema.prisma says; empty when they agree. Tables, columns,
 * keys and plain indexes are compared; triggers, functions, checks and partial indexes are not, for
 * Prisma's schema language cannot say them.
 */
export async function driftOf(connectionString: string): Promise<string> {
  const schema = [await readSchema()];
  const { stdout } = await withEngine(connectionString, (engine) =>
    engine.diff({
      // Of the schema only the provider is read here: what is compared is the database we are connected to.
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
