import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/** Any fixed number: a migration's own transaction holds this lock, on the server, however its client ends. */
export const scriptLock = 8_390_418;

/** The one that is being applied, of which the engine has begun to keep a record. */
const noteFinished = `
  UPDATE _prisma_migrations SET finished_at = clock_timestamp() WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

/**
 * PrismaPg as a migration engine needs it, in two points:
 *
 * Its own `executeScript` cuts a script at every semicolon, those inside functions and comments too. Here
 * the whole script goes to PostgreSQL at once, which also makes it one transaction: a migration that
 * fails leaves nothing behind. That it has been applied is noted in the same transaction: PostgreSQL carries a
 * script to its end though its client was killed, and the engine, which notes it afterwards, is then no more.
 *
 * It does not know the catalogue's one-byte type `"char"`, in which a difference reads flags.
 */
export class MigrationAdapter extends PrismaPg {
  #open: SqlDriverAdapter[] = [];

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    this.#open.push(adapter);
    adapter.executeScript = async (script) => {
      const whole = `SELECT pg_advisory_xact_lock(${scriptLock});\n${script}\n;${noteFinished}`;
      await adapter.underlyingDriver().query(whole).catch(rethrow);
    };
    adapter.queryRaw = withChars(adapter);
    return adapter;
  }

  async close(): Promise<void> {
    await Promise.all(this.#open.map((adapter) => adapter.dispose()));
  }
}

/** In the form in which the engine can read and report it. */
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

/** `queryRaw` that gives columns of `"char"` as single characters. */
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
