import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from '../processes.js';
import { Trouble } from '../trouble.js';

/** Creates the data folder and locks it for this process; the result releases it. */
export function lockDataFolder(dataDir: string): () => void {
  make(dataDir);
  const file = join(dataDir, 'start.pid');
  const holder = Number(readIfThere(file));
  if (holder && holder !== process.pid && commandOf(holder).includes('start.js')) {
    throw new Trouble(
      'Weir is running already.',
      `Process ${holder} uses the data folder ${dataDir}.`,
      'Stop it first (Ctrl-C where it runs), or set WEIR_DATA_DIR, WEB_PORT and API_PORT to run a second one.',
    );
  }
  try {
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    throw unusable(dataDir, 'written to', error);
  }
  return () => rmSync(file, { force: true });
}

function make(dataDir: string): void {
  try {
    // If root starts PostgreSQL, another account runs it and must be able to enter the folder.
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw unusable(dataDir, 'created', error);
  }
}

function unusable(dataDir: string, what: string, error: unknown): Trouble {
  return new Trouble(
    `The data folder ${dataDir} cannot be ${what}.`,
    `The system says: ${(error as Error).message}.`,
    'Set WEIR_DATA_DIR to a folder that you can write to.',
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
