import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const migrationsFolder = folder('migrations');

export async function readSchema() {
  const path = folder('schema.prisma');
  return { path, content: await readFile(path, 'utf8') };
}

/** The source files of our functions, triggers, types and views. */
export async function readSources(): Promise<string[]> {
  const entries = await readdir(folder('sql'), { recursive: true });
  const paths = entries.filter((path) => path.endsWith('.sql')).sort();
  return Promise.all(paths.map((path) => readFile(folder(`sql/${path}`), 'utf8')));
}

/** The names of the migrations that this version has, oldest first. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The migrations in the form that Prisma's engine expects, oldest first; up to `upTo` if given. */
export async function readMigrations(upTo?: string) {
  const names = (await migrationNames()).filter((name) => !upTo || name <= upTo);
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: await read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await read(`${name}/migration.sql`) },
        },
      })),
    ),
  };
}

const read = (path: string) => readFile(`${migrationsFolder}/${path}`, 'utf8');
