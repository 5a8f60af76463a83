import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { Trouble } from '../trouble.js';
import { manifestFile } from './manifest.js';

/** The name of a backup that begins now: `weir-20261203T101500Z`. */
export const nameAt = (now: Date) => `weir-${now.toISOString().replaceAll(/[-:]/g, '').replace(/\.\d+/, '')}`;

/** The name of a backup until it is complete and proven. */
export const partialOf = (name: string) => `${name}.partial`;

const complete = /^weir-\d{8}T\d{6}Z$/;
const partial = /^weir-\d{8}T\d{6}Z\.partial$/;

/** The complete backups in this folder, newest first. */
export async function listBackups(backupDir: string): Promise<string[]> {
  const names = existsSync(backupDir) ? await readdir(backupDir) : [];
  return names
    .filter((name) => complete.test(name) && existsSync(join(backupDir, name, manifestFile)))
    .toSorted()
    .toReversed();
}

/** The folder of a backup by its name, or by its path; without either the newest one. */
export async function findBackup(backupDir: string, named: string | undefined, cwd: string): Promise<string> {
  const names = await listBackups(backupDir);
  if (named) {
    if (names.includes(named)) return join(backupDir, named);
    const path = isAbsolute(named) ? named : resolve(cwd, named);
    if (existsSync(path)) return path;
    throw new Trouble(
      `There is no backup ${named}.`,
      `Neither ${join(backupDir, named)} nor ${path} exists.`,
      names.length > 0 ? `There are: ${names.join(', ')}.` : 'Make one first: npx pnpm backup',
    );
  }
  if (names[0]) return join(backupDir, names[0]);
  throw new Trouble(
    'There is no backup.',
    `${backupDir} contains none.`,
    'Make one first (npx pnpm backup), name the folder of one, or set WEIR_BACKUP_DIR to the folder that contains them.',
  );
}

/** Deletes all but the newest. Returns the names of the deleted ones. */
export async function deleteOld(backupDir: string, keep: number): Promise<string[]> {
  const old = (await listBackups(backupDir)).slice(keep);
  for (const name of old) {
    // Without its manifest it is not listed, even if this is interrupted.
    await rm(join(backupDir, name, manifestFile));
    await rm(join(backupDir, name), { recursive: true });
  }
  return old;
}

/** Deletes the files of killed backups, and nothing else. Call this only with the lock of the backups. */
export async function deletePartial(backupDir: string): Promise<void> {
  for (const name of await readdir(backupDir)) {
    const isLeft = partial.test(name) || (complete.test(name) && !isComplete(backupDir, name));
    if (isLeft) await rm(join(backupDir, name), { recursive: true });
  }
}

const isComplete = (backupDir: string, name: string) => existsSync(join(backupDir, name, manifestFile));
