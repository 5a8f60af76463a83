import type pg from 'pg';
import { migrationNames } from './files.js';

/** The database needs a newer version than this one: a migration removed what this version uses. */
export class NewerVersionRequired extends Error {
  constructor(required: string[]) {
    super(
      `This database needs a newer version of Weir, one that has the migration ${required.join(', ')}. ` +
        'Start that version. To return to this one, restore a backup that was made before the upgrade.',
    );
  }
}

/**
 * The names of the migrations that a newer version applied, oldest first. Throws NewerVersionRequired if this version can't run beside
 * them. A migration that is unknown but older than the newest of this version is of an earlier release and does not count.
 */
export async function newerMigrations(client: pg.Client): Promise<string[]> {
  const known = await migrationNames();
  const namesIn = async (table: string, sql: string) => {
    const { rows } = await client.query<{ there: string | null }>('SELECT to_regclass($1) AS there', [table]);
    if (!rows[0]?.there) return [];
    return (await client.query<{ name: string }>(sql)).rows.map(({ name }) => name);
  };
  const required = await namesIn('public.required_migrations', 'SELECT name FROM public.required_migrations');
  const unknown = required.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new NewerVersionRequired(unknown);
  const applied = await namesIn(
    'public._prisma_migrations',
    `SELECT migration_name AS name FROM public._prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1`,
  );
  return applied.filter((name) => name > known.at(-1)! && !known.includes(name));
}
