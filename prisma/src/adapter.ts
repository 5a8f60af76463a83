import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { briefLocks, type LockPatience, untilLocked } from './lock-waits.js';
import { rightsOnNewTables } from './rights.js';

/** Any fixed number. The transaction of a migration holds this lock on the server, even if its client dies. */
export const scriptLock = 8_390_418;

/** The migration that is being applied, which the engine has started to record. */
const noteFinished = `
  UPDATE _prisma_migrations SET finished_at = clock_timestamp() WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

/** `appRole`: the role of the API, which gets its rights on new tables in the transaction of a script. */
export type ScriptOptions = LockPatience & { appRole?: string | undefined };

/**
 * PrismaPg adapted to the migration engine in three points:
 *
 * Its own `executeScript` splits a script at every semicolon, also inside functions and comments. Here the whole
 * script is sent to PostgreSQL at once, which makes it one transaction: a migration that fails changes nothing. The
 * same transaction records that it was applied. PostgreSQL finishes a script even if its client was killed, and then
 * the engine is no longer there to record it.
 *
 * A script waits only briefly for each lock, because all other sessions that need the table wait behind it, and is then tried again.
 *
 * It does not know the catalogue's one-byte type `"char"`, in which a diff reads flags.
 */
export class MigrationAdapter extends PrismaPg {
  #open: SqlDriverAdapter[] = [];

  constructor(
    config: pg.PoolConfig,
    private readonly scripts: ScriptOptions,
  ) {
    super(config);
  }

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    this.#open.push(adapter);
    adapter.executeScript = async (script) => {
      const pool = adapter.underlyingDriver();
      const { appRole } = this.scripts;
      const rights = appRole ? `${rightsOnNewTables(appRole)};` : '';
      const begin = `SELECT pg_advisory_xact_lock(${scriptLock});\n${briefLocks}`;
      const whole = `${begin};\n${script}\n;${rights}\n${noteFinished}`;
      await untilLocked(() => pool.query(whole), pool, this.scripts).catch(rethrow);
    };
    adapter.queryRaw = withChars(adapter);
    return adapter;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((adapter) => adapter.dispose()));
  }
}

/** Converts an error to the form that the engine can read and report. */
function rethrow(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw error;
  throw new DriverAdapterError({
    kind: 'postgres',
    code: error.code ?? '',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
    originalCode: error.code,
    originalMessage: error.message,
  });
}

/** `queryRaw` that returns columns of type `"char"` as single characters. */
function withChars(adapter: SqlDriverAdapter): SqlDriverAdapter['queryRaw'] {
  const { CHAR, TEXT } = pg.types.builtins;
  const inner = adapter as unknown as { performIO(query: SqlQuery): Promise<pg.QueryArrayResult> };
  const queryRaw = adapter.queryRaw.bind(adapter);
  const performIO = inner.performIO.bind(adapter);
  const found = new WeakMap<SqlQuery, number[]>();

  inner.performIO = async (query) => {
    const result = await performIO(query);
    const chars = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []));
    for (const index of chars) result.fields[index]!.dataTypeID = TEXT;
    found.set(query, chars);
    return result;
  };
  return async (query) => {
    const result = await queryRaw(query);
    for (const index of found.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}
