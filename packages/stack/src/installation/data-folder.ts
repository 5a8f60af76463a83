import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from '../processes.js';
import { Trouble } from '../trouble.js';

/** Creates the data folder and locks it for this process; the result releases it. */
export function lockDataFolder(dataDir: string): () => void {
  return lockFolder(dataDir, 'start.pid', (holder, isStart) =>
    isStart
      ? new Trouble(
          'Weir is running already.',
          `Process ${holder} uses the data folder ${dataDir}.`,
          'Stop it first (Ctrl-C where it runs), or set WEIR_DATA_DIR, WEB_PORT and API_PORT to run a second one.',
        )
      : new Trouble(
          'A backup, a restore or a drill is running.',
          `Process ${holder} uses the data folder ${dataDir}.`,
          'Wait until it has ended, then try again.',
        ),
  );
}

/** Whether `pnpm start` runs with this data folder now. */
export const isStarted = (dataDir: string) => startPattern.test(commandOf(holderOf(dataDir, 'start.pid')));

/** Locks the folder of the backups, so that one command at a time makes, reads or deletes them. */
export function lockBackups(backupDir: string): () => void {
  return lockFolder(
    backupDir,
    'lock.pid',
    (holder) =>
      new Trouble(
        'Another backup, restore or drill is running.',
        `Process ${holder} uses the folder of the backups, ${backupDir}.`,
        'Wait until it has ended, then try again.',
      ),
    0o700,
  );
}

const startPattern = /\/start\.js/;
const ownPattern = /\/(start|backup|restore|drill)\.js/;

const holderOf = (folder: string, name: string) => Number(readIfThere(join(folder, name)));

function lockFolder(
  folder: string,
  name: string,
  trouble: (holder: number, isStart: boolean) => Trouble,
  mode = 0o755,
): () => void {
  make(folder, mode);
  const file = join(folder, name);
  const holder = holderOf(folder, name);
  const command = holder && holder !== process.pid ? commandOf(holder) : '';
  if (ownPattern.test(command)) throw trouble(holder, startPattern.test(command));
  try {
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    throw unusable(folder, 'written to', error);
  }
  const release = () => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  return release;
}

function make(dataDir: string, mode: number): void {
  try {
    // If root starts PostgreSQL, another account runs it and must be able to enter the data folder.
    mkdirSync(dataDir, { recursive: true, mode });
  } catch (error) {
    throw unusable(dataDir, 'created', error);
  }
}

function unusable(dataDir: string, what: string, error: unknown): Trouble {
  return new Trouble(
    `The data folder ${dataDir} cannot be ${what}.`,
    `The system says: ${(error as Error).message}.`,
    'Set WEIR_DATA_DIR (for backups WEIR_BACKUP_DIR) to a folder that you can write to.',
  );
}

export interface Secrets {
  WEIR_TOKEN_SECRET: string;
  NEXTAUTH_SECRET: string;
}

/** Created on the first start and kept in `secrets.json`, readable by its owner only. */
export function secretsOf(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const kept = readIfThere(file);
  if (kept) return JSON.parse(kept);
  const secret = () => randomBytes(32).toString('base64url');
  const secrets = { WEIR_TOKEN_SECRET: secret(), NEXTAUTH_SECRET: secret() };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
