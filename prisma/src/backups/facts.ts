import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** What a restored database must have, read in one snapshot. */
export interface Facts {
  /** The instant of the snapshot. */
  at: string;
  /** The newest applied migration. */
  migration: string | null;
  /**
   * By table of the schema `public`: its rows, and a digest of their contents that does not depend on their order. It depends on
   * the order of columns, which dumps and copies keep.
   */
  tables: Record<string, { rows: number; digest: string }>;
  /** By `<workspace id>/<board id>`: the number of its last event, by its clock and in the event log. */
  boards: Record<string, { name: string; seq: number; lastEvent: number }>;
  /** Limits that refuse, and those of them that are exceeded. Null in a database from before the function that counts. */
  limits: { set: number; exceeded: number } | null;
  /** Attachments and their contents in the folder of files. Null: not looked at, or in a bucket. */
  files: { expected: number; missing: number; damaged: number } | null;
}

/**
 * Reads the facts of a database with the rights of the owner of its tables. It reads every row once, and locks nothing.
 * `filesFolder` is a folder as `WEIR_FILES_DIR`. `whileOpen` runs while the snapshot is open, with its name for
 * `pg_dump --snapshot`.
 */
export async function readFacts(
  connectionString: string,
  filesFolder: string | null,
  whileOpen?: (snapshot: string) => Promise<void>,
): Promise<Facts> {
  const client = new pg.Client({ connectionString, application_name: 'weir-backup', options: settings });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query<{ at: Date; snapshot: string | null }>(
      // A server in recovery exports no snapshot.
      'SELECT now() AS at, CASE WHEN NOT pg_is_in_recovery() THEN pg_export_snapshot() END AS snapshot',
    );
    const { at, snapshot } = rows[0]!;
    await whileOpen?.(snapshot ?? '');
    const facts = {
      at: at.toISOString(),
      migration: await newestMigration(client),
      tables: await factsOfTables(client),
      boards: await factsOfBoards(client),
      limits: await factsOfLimits(client),
      files: filesFolder === null ? null : await factsOfFiles(client, filesFolder),
    };
    await client.query('COMMIT');
    return facts;
  } finally {
    await client.end();
  }
}

/** One text for one value on every server. */
const settings = [
  'statement_timeout=0',
  'lock_timeout=10s',
  'idle_in_transaction_session_timeout=0',
  'search_path=pg_catalog',
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=postgres',
  'bytea_output=hex',
  'extra_float_digits=1',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

async function newestMigration(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM public._prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1 DESC LIMIT 1`,
  );
  return rows[0]?.name ?? null;
}

async function factsOfTables(client: pg.Client): Promise<Facts['tables']> {
  const { rows: names } = await client.query<{ name: string }>(
    `SELECT relname::text AS name FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`,
  );
  const tables: Facts['tables'] = {};
  for (const { name } of names) {
    const { rows } = await client.query<{ rows: string; digest: string }>(
      `SELECT count(*) AS rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS digest
         FROM public.${pg.escapeIdentifier(name)} t`,
    );
    tables[name] = { rows: Number(rows[0]!.rows), digest: rows[0]!.digest };
  }
  return tables;
}

async function factsOfBoards(client: pg.Client): Promise<Facts['boards']> {
  const { rows } = await client.query<{ board: string; name: string; seq: string; last: string }>(
    `SELECT k.workspace_id || '/' || k.board_id AS board, w.slug || '/' || b.key AS name, k.seq,
            coalesce((SELECT e.seq FROM public.events e
                       WHERE e.workspace_id = k.workspace_id AND e.board_id = k.board_id
                       ORDER BY e.seq DESC LIMIT 1), 0) AS last
       FROM public.board_clock k
       JOIN public.boards b     ON b.workspace_id = k.workspace_id AND b.id = k.board_id
       JOIN public.workspaces w ON w.id = k.workspace_id
      ORDER BY 1`,
  );
  return Object.fromEntries(
    rows.map(({ board, name, seq, last }) => [board, { name, seq: Number(seq), lastEvent: Number(last) }]),
  );
}

async function factsOfLimits(client: pg.Client): Promise<Facts['limits']> {
  const { rows: there } = await client.query<{ can: boolean }>(
    `SELECT to_regprocedure('weir.limit_load(public.wip_limits)') IS NOT NULL
        AND to_regprocedure('weir.limit_load(public.person_limits)') IS NOT NULL AS can`,
  );
  if (!there[0]?.can) return null;
  const { rows } = await client.query<{ set: string; exceeded: string }>(
    `SELECT count(*) AS set, count(*) FILTER (WHERE load > max) AS exceeded
       FROM (SELECT weir.limit_load(l) AS load, l.max FROM public.wip_limits l WHERE l.mode = 'block'
             UNION ALL
             SELECT weir.limit_load(p), p.max FROM public.person_limits p WHERE p.mode = 'block') limits`,
  );
  return { set: Number(rows[0]!.set), exceeded: Number(rows[0]!.exceeded) };
}

async function factsOfFiles(client: pg.Client, folder: string): Promise<NonNullable<Facts['files']>> {
  const { rows } = await client.query<{ path: string; bytes: number }>(
    `SELECT workspace_id || '/' || id AS path, bytes FROM public.attachments`,
  );
  const found = { expected: rows.length, missing: 0, damaged: 0 };
  for (const { path, bytes } of rows) {
    const file = await stat(join(folder, 'kept', path)).catch(() => null);
    if (!file) found.missing += 1;
    else if (file.size !== bytes) found.damaged += 1;
  }
  return found;
}
