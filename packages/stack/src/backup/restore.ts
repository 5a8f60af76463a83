import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { lockBackups, lockDataFolder } from '../installation/data-folder.js';
import { step } from '../installation/steps.js';
import { clearAway } from '../postgres/postmaster.js';
import { Trouble } from '../trouble.js';
import { Damage } from './archives.js';
import { findBackup } from './backups.js';
import { compare } from './drill.js';
import { type Manifest, readManifest } from './manifest.js';
import { assertReadable, extractBackup, type Restored, syncDatabase, withRestored } from './restored-copy.js';
import type { BackupSettings } from './settings.js';
import { assertSpace } from './space.js';

export interface RestoreResult {
  manifest: Manifest;
  /** Where the earlier data is now; null: there was none. */
  aside: string | null;
  filesAside: string | null;
}

/** Folders beside the data folder: a copy that is being extracted and compared, and one that is proven and has to be moved. */
const restoringOf = (dataDir: string) => `${dataDir}.restoring`;
export const restoredOf = (dataDir: string) => `${dataDir}.restored`;

/**
 * Restores a backup (the newest if none is named) as the data folder. The new folder is complete, started and compared before
 * the existing one is moved aside; nothing is deleted.
 */
export async function restore(root: string, from: BackupSettings, named?: string): Promise<RestoreResult> {
  const { backupDir, settings } = from;
  const { dataDir } = settings;
  const hadData = existsSync(dataDir);
  const releaseBackups = lockBackups(backupDir);
  const releaseData = lockDataFolder(dataDir);
  let isMoved = false;
  try {
    const backup = await findBackup(backupDir, named, process.cwd());
    const manifest = await readManifest(backup);
    await assertReadable(manifest);
    await assertKnown(root, manifest);
    await assertSpace(dirname(dataDir), manifest.unpackedBytes, 'a restore');
    await prepare(root, backup, manifest, dataDir);
    // A server that a killed Weir left running would keep using the folder that is moved aside.
    await clearAway(join(dataDir, 'postgres'));
    releaseData();
    isMoved = true;
    const time = new Date().toISOString().replaceAll(/[-:]/g, '').replace(/\.\d+/, '');
    const aside = putInPlace(dataDir, `${dataDir}.before-${time}`, hadData);
    const filesAside = putFilesInPlace(from, time);
    return { manifest, aside, filesAside };
  } finally {
    if (!isMoved) {
      releaseData();
      // The lock created it.
      if (!hadData) removeIfEmpty(dataDir);
    }
    releaseBackups();
  }
}

/** Extracts, starts and compares. Afterwards the copy has the name of a proven one. */
async function prepare(root: string, backup: string, manifest: Manifest, dataDir: string): Promise<void> {
  const folder = restoringOf(dataDir);
  for (const left of [folder, restoredOf(dataDir)]) rmSync(left, { recursive: true, force: true });
  try {
    const restored = await step('restore beside the data folder', () =>
      extractBackup(backup, manifest, folder),
    );
    await step('proof: start it and compare it', () => prove(root, manifest, restored));
    await syncDatabase(restored);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  rmSync(join(folder, 'postgres.log'), { force: true });
  renameSync(folder, restoredOf(dataDir));
}

async function prove(root: string, manifest: Manifest, restored: Restored): Promise<void> {
  const { sentences } = await withRestored(restored, false, (url) => compare(root, manifest, restored, url));
  if (sentences.length === 0) return;
  const first = sentences.slice(0, 5).join('; ');
  throw new Damage(restored.backup, `The copy differs from the database when the backup was made: ${first}.`);
}

/** A newer Weir can have changed the tables in a way that this one does not know. An older one is migrated at the next start. */
async function assertKnown(root: string, { name, migration, weir }: Manifest): Promise<void> {
  const known = readdirSync(join(root, 'prisma/migrations'));
  if (!migration || known.includes(migration)) return;
  throw new Trouble(
    `The backup ${name} was made by a newer Weir (${weir}).`,
    `Its newest migration is ${migration}, which this version does not have.`,
    'Update Weir to that version or later, then restore. Nothing was changed.',
  );
}

/** Moves the existing data folder aside and a proven copy into its place. */
function putInPlace(dataDir: string, aside: string, hadData: boolean): string | null {
  if (hadData) renameSync(dataDir, aside);
  else removeIfEmpty(dataDir);
  renameSync(restoredOf(dataDir), dataDir);
  chmodSync(dataDir, 0o755);
  return hadData ? aside : null;
}

/** Finishes a restore that was killed between the two, for `pnpm start`. Returns whether there was one. */
export function finishRestore(dataDir: string): boolean {
  if (existsSync(dataDir) || !existsSync(restoredOf(dataDir))) return false;
  putInPlace(dataDir, '', false);
  return true;
}

/** If `WEIR_FILES_DIR` is outside the data folder, moves the restored files there, and the earlier ones aside. */
function putFilesInPlace({ filesDir, settings }: BackupSettings, time: string): string | null {
  const restored = join(settings.dataDir, 'files');
  if (!filesDir || filesDir === restored || !existsSync(restored)) return null;
  const aside = existsSync(filesDir) ? `${filesDir}.before-${time}` : null;
  if (aside) renameSync(filesDir, aside);
  mkdirSync(dirname(filesDir), { recursive: true });
  renameOrExplain(restored, filesDir, aside);
  return aside;
}

function renameOrExplain(from: string, to: string, aside: string | null): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (aside) renameSync(aside, to);
    throw new Trouble(
      'The database is restored, and the files of attachments are not in their place yet.',
      `They are in ${from}, and WEIR_FILES_DIR is ${to}, on another disk: ${(error as Error).message}.`,
      `Move ${basename(to)} aside and copy ${from} there before you start Weir: cp -a ${from} ${to}`,
    );
  }
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}
