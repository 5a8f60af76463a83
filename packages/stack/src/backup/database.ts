import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { isStarted, lockDataFolder } from '../installation/data-folder.js';
import { passwordOf, type RoleName } from '../postgres/create.js';
import { embeddedPostgres } from '../postgres/embedded.js';
import { portOf } from '../postgres/postmaster.js';
import { Trouble } from '../trouble.js';

/** The embedded database of a data folder while it accepts connections. */
export interface RunningDatabase {
  /** As the owner of the tables. */
  url: string;
  /** As the role that may copy the server's files. */
  backup: pg.ClientConfig;
}

export const hasDatabase = (dataDir: string) => existsSync(join(dataDir, 'postgres', 'PG_VERSION'));

/** Uses the database of the running product. If nothing runs, starts the database alone, and stops it afterwards. */
export async function withDatabase<T>(
  dataDir: string,
  work: (database: RunningDatabase) => Promise<T>,
): Promise<T> {
  const folder = join(dataDir, 'postgres');
  if (!hasDatabase(dataDir)) {
    throw new Trouble(
      'There is no embedded database yet.',
      `${folder} does not exist.`,
      'Start Weir once (npx -y pnpm start), or set WEIR_DATA_DIR to the data folder that you mean.',
    );
  }
  if (isStarted(dataDir)) return work(runningOn(folder, portOf(folder)));
  const release = lockDataFolder(dataDir);
  try {
    const postgres = await embeddedPostgres({ dataDir: folder });
    return await work(runningOn(folder, postgres.port)).finally(() => postgres.stop());
  } finally {
    release();
  }
}

function runningOn(folder: string, port: number | null): RunningDatabase {
  if (port === null) {
    throw new Trouble(
      'Weir is starting or stopping.',
      `Its database in ${folder} accepts no connections at the moment.`,
      'Try again in a minute.',
    );
  }
  if (!existsSync(join(folder, 'weir_backup.password'))) {
    throw new Trouble(
      'The running Weir was started by an earlier version.',
      'Its database has no role for backups yet.',
      'Stop it and start it again, then repeat the command.',
    );
  }
  const at = (role: RoleName) => ({ user: role, password: passwordOf(folder, role) });
  const { user, password } = at('weir');
  return {
    url: `postgresql://${user}:${password}@127.0.0.1:${port}/weir`,
    backup: { host: '127.0.0.1', port, ...at('weir_backup') },
  };
}
