import pg from 'pg';

/** Tables of which the API only adds rows: what happened, and what was announced to a requester. */
const appendOnly = ['events', 'workspace_events', 'answers', 'announced_forecasts', 'credit_entries'];
/** Tables whose rows stay: the override log, what became of requests, and the clocks that every writer to a board locks. */
const undeletable = ['overrides', 'request_steps', 'board_clock'];
/** What is migrated, and what the operator's commands record: the API only reads it. */
const readOnly = ['_prisma_migrations', 'required_migrations', 'backup_runs'];
/** Columns that the operator or the seed of the demo sets and the API only reads, by table. */
const operatorsColumns = { users: ['caps'], workspaces: ['caps', 'demo_seeded_at'] };
/**
 * The only columns that the API changes, by table: an override counts once more where its write raises a load twice, and a
 * step keeps what it led to.
 */
const changeable = {
  overrides: ['gain'],
  request_steps: ['settled_at', 'announced', 'requester_left', 'received_at'],
};

/**
 * Grants the API's role rights on rows, and no others: it creates, changes and removes no table, trigger or function, and
 * so cannot switch off what enforces the limits. Rights that it had before and are not listed here are taken away.
 */
export async function grantRights(client: pg.Client, role: string): Promise<void> {
  const app = pg.escapeIdentifier(role);
  const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
  const database = pg.escapeIdentifier(rows[0]!.name);
  const tables = (names: string[]) => names.map((name) => `public.${name}`).join(', ');
  await client.query(`
    BEGIN;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    REVOKE CREATE, TEMPORARY ON DATABASE ${database} FROM PUBLIC, ${app};
    GRANT CONNECT ON DATABASE ${database} TO ${app};
    REVOKE ALL ON SCHEMA public, weir, pgboss, extensions FROM ${app};
    GRANT USAGE ON SCHEMA public, weir, pgboss, extensions TO ${app};
    REVOKE ALL ON ALL TABLES IN SCHEMA public, weir, pgboss FROM ${app};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public, pgboss TO ${app};
    GRANT SELECT ON ALL TABLES IN SCHEMA weir TO ${app};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA weir, pgboss TO ${app};
    REVOKE UPDATE, DELETE ON ${tables(appendOnly)} FROM ${app};
    REVOKE DELETE ON ${tables(undeletable)} FROM ${app};
    REVOKE INSERT, UPDATE, DELETE ON ${tables(readOnly)} FROM ${app};
    ${await rightsOnColumns(client, app)}
    COMMIT`);
}

/**
 * Returns SQL that grants the role its rights on new tables and views. Each migration's transaction ends with it, because new triggers and
 * functions use new tables at once, also in calls of running instances. It grants no more than `grantRights`, which runs at the end.
 */
export function rightsOnNewTables(role: string): string {
  const list = (names: string[]) => pg.escapeLiteral(`{${names.join(',')}}`);
  return `
    DO $rights$
    DECLARE
      _app   oid := pg_catalog.to_regrole(pg_catalog.quote_ident(${pg.escapeLiteral(role)}));
      _table record;
    BEGIN
      FOR _table IN
        SELECT c.oid::regclass AS name, c.relname::text AS short, c.relnamespace = 'public'::regnamespace AS is_public
          FROM pg_catalog.pg_class c
         WHERE c.relnamespace::regnamespace::text IN ('public', 'weir') AND c.relkind IN ('r', 'p', 'v') AND _app IS NOT NULL
           AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(c.relacl) a WHERE a.grantee = _app)
      LOOP
        EXECUTE pg_catalog.format('GRANT %s ON %s TO %s', CASE
          WHEN NOT _table.is_public OR _table.short = ANY (${list(readOnly)}::text[]) THEN 'SELECT'
          WHEN _table.short = ANY (${list([...appendOnly, ...Object.keys(changeable)])}::text[]) THEN 'SELECT, INSERT'
          WHEN _table.short = ANY (${list(Object.keys(operatorsColumns))}::text[]) THEN 'SELECT, DELETE'
          WHEN _table.short = ANY (${list(undeletable)}::text[]) THEN 'SELECT, INSERT, UPDATE'
          ELSE 'SELECT, INSERT, UPDATE, DELETE' END, _table.name, _app::regrole);
      END LOOP;
    END $rights$`;
}

/** A right on a whole table includes every column, so it gives way to rights on the columns that the API writes. */
async function rightsOnColumns(client: pg.Client, app: string): Promise<string> {
  const statements: string[] = [];
  for (const [table, kept] of Object.entries(operatorsColumns)) {
    const { rows } = await client.query<{ columns: string }>(
      `SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) AS columns
         FROM pg_attribute
        WHERE attrelid = format('public.%I', $1::text)::regclass AND attnum > 0 AND NOT attisdropped
          AND attname <> ALL ($2::text[])`,
      [table, kept],
    );
    const { columns } = rows[0]!;
    statements.push(`
    REVOKE INSERT, UPDATE ON public.${table} FROM ${app};
    GRANT INSERT (${columns}), UPDATE (${columns}) ON public.${table} TO ${app};`);
  }
  for (const [table, columns] of Object.entries(changeable)) {
    statements.push(`
    REVOKE UPDATE ON public.${table} FROM ${app};
    GRANT UPDATE (${columns.join(', ')}) ON public.${table} TO ${app};`);
  }
  return statements.join('');
}
