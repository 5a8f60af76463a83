import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlQuery,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/**
 * PrismaPg as a migration engine needs it, in two points:
 *
 * Its own `executeScript` cuts a script at every semicolon, those inside functions and comments too. Here
 * the whole script goes to PostgreSQL at once, which also makes it one transaction: a migration that
 * fails leaves nothing behind.
 *
 * It does not know the catalogue's one-byte type `"char"`, in which a difference reads flags.
 */
export class MigrationAdapter extends PrismaPg {
  #open: SqlDriverAdapter[] = [];

  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    this.#open.push(adapter);
    adapter.executeScript = async (script) => {
      await adapter.underlyingDriver().query(script).catch(rethrow);
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
