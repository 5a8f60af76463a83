import pg from 'pg';
import { readSources } from './files.js';
import { createFromSources, readObjects, type SqlObject } from './sql-objects.js';

/** The statements that bring the functions, triggers, types and views of a database to the state of prisma/sql. */
export type SqlMigration = { drops: string[]; creates: string[] };

/** Compares a migrated database with the source files. Everything it tries in the database is rolled back. */
export async function sqlMigrationOf(connectionString: string): Promise<SqlMigration> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const before = await inTransaction(client, () => readObjects(client));
    const wanted = await inTransaction(client, async () => {
      await client.query('DROP SCHEMA weir CASCADE');
      await client.query('CREATE SCHEMA weir');
      await createFromSources(client, await readSources());
      return readObjects(client);
    });
    const outdated = before.filter((object) => !isReplaceable(object, find(wanted, object)));
    const dropped = await inTransaction(client, () => withDependents(client, before, outdated));
    const kept = before.filter((object) => !find(dropped, object));
    return {
      drops: dropped.toReversed().map(({ drop }) => `${drop};`),
      creates: wanted
        .filter((object) => find(kept, object)?.definition !== object.definition)
        .map(({ definition }) => `${definition};`),
    };
  } finally {
    await client.end();
  }
}

/** The script of a migration, around the changes of tables; empty if nothing differs. */
export function scriptOf({ drops, creates }: SqlMigration, tables: string): string {
  if (creates.length === 0) return [...drops, tables].filter(Boolean).join('\n');
  // A function can refer to another that is created after it.
  const setting = `SELECT set_config('check_function_bodies', 'off', true);`;
  return [drops.join('\n'), tables, setting, ...creates].filter(Boolean).join('\n\n');
}

/** Whether the object is unchanged, or CREATE OR REPLACE can change it. */
function isReplaceable(object: SqlObject, wanted: SqlObject | undefined): boolean {
  if (object.definition === wanted?.definition) return true;
  return object.kind === 'function' && object.interface === wanted?.interface;
}

/** These objects and our objects that depend on them, according to PostgreSQL: everything that CASCADE drops. */
async function withDependents(
  client: pg.Client,
  before: SqlObject[],
  outdated: SqlObject[],
): Promise<SqlObject[]> {
  const others = await countOthers(client);
  for (const { drop } of outdated) {
    await client.query(`${drop.replace(/^DROP \w+/, '$& IF EXISTS')} CASCADE`);
  }
  if ((await countOthers(client)) !== others) {
    throw new Error('a table, index or check depends on what changes: write this migration by hand');
  }
  const left = await readObjects(client);
  return before.filter((object) => !find(left, object));
}

/** Indexes, constraints and columns of tables. */
async function countOthers(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ counts: string }>(`
    SELECT concat_ws(' ', (SELECT count(*) FROM pg_index), (SELECT count(*) FROM pg_constraint),
                     (SELECT count(*) FROM pg_attrdef), (SELECT count(*) FROM pg_attribute a
                       JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' WHERE NOT a.attisdropped)) AS counts`);
  return rows[0]!.counts;
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    return await work();
  } finally {
    await client.query('ROLLBACK');
  }
}

function find(objects: SqlObject[], { kind, name }: SqlObject): SqlObject | undefined {
  return objects.find((object) => object.kind === kind && object.name === name);
}
