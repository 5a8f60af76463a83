import { basename, join } from 'node:path';
import { lockBackups } from '../installation/data-folder.js';
import { step } from '../installation/steps.js';
import { Damage } from './archives.js';
import { findBackup } from './backups.js';
import { hasDatabase, withDatabase } from './database.js';
import { type Manifest, partFiles, partOf, readManifest } from './manifest.js';
import { assertReadable, extractBackup, jsonOf, type Restored, withRestored } from './restored-copy.js';
import { type Fault, recordRun } from './runs.js';
import { scratchFolder } from './scratch.js';
import type { BackupSettings } from './settings.js';
import { assertSpace } from './space.js';

export interface Drilled {
  backup: string;
  madeAt: string;
  faults: Fault[];
  /** The faults as sentences for a terminal. */
  sentences: string[];
  /** {tables, rows, boards, …}; null: it could not be read. */
  figures: Record<string, number | null> | null;
  isRecorded: boolean;
}

/**
 * Restores a backup (the newest if none is named) into a scratch folder, compares it with what it must have, and records the
 * result in the database of the installation, if there is one. It changes no other data.
 */
export async function drill(root: string, from: BackupSettings, named?: string): Promise<Drilled> {
  const { backupDir, settings } = from;
  const release = lockBackups(backupDir);
  try {
    const backup = await findBackup(backupDir, named, process.cwd());
    const run = (url: string | null) => drillOne(root, from, backup, url);
    return hasDatabase(settings.dataDir)
      ? await withDatabase(settings.dataDir, ({ url }) => run(url))
      : await run(null);
  } finally {
    release();
  }
}

async function drillOne(
  root: string,
  { settings }: BackupSettings,
  backup: string,
  url: string | null,
): Promise<Drilled> {
  const started = performance.now();
  const scratch = scratchFolder(settings.dataDir);
  let manifest: Manifest | undefined;
  let compared: Compared;
  try {
    manifest = await readManifest(backup);
    await assertReadable(manifest);
    await assertSpace(settings.dataDir, manifest.unpackedBytes, 'a drill');
    compared = await restoreAndCompare(root, backup, manifest, scratch.path);
  } catch (error) {
    // A damaged backup is a result of the drill. Anything else is a failure of the drill itself.
    if (!(error instanceof Damage)) throw error;
    compared = { faults: [{ code: 'unusable', detail: error.why }], sentences: [error.why], figures: null };
  } finally {
    scratch.remove();
  }
  const madeAt = manifest?.madeAt ?? new Date().toISOString();
  if (url) {
    const { faults, figures: found } = compared;
    const run = { kind: 'drill' as const, started, backup: basename(backup), madeAt };
    await recordRun(url, { ...run, bytes: manifest?.bytes ?? null, found, faults });
  }
  return { backup: basename(backup), madeAt, ...compared, isRecorded: url !== null };
}

type Compared = Pick<Drilled, 'faults' | 'sentences' | 'figures'>;

async function restoreAndCompare(root: string, backup: string, manifest: Manifest, folder: string) {
  const restored = await step('restore into a scratch folder', () => extractBackup(backup, manifest, folder));
  return step('comparison', () =>
    withRestored(restored, true, (url) => compare(root, manifest, restored, url)),
  );
}

/** Compares a restored database that runs with the facts that were read when its backup was made. */
export async function compare(
  root: string,
  manifest: Manifest,
  { backup, files }: Restored,
  url: string,
): Promise<Compared> {
  const facts = join(backup, partOf(manifest, partFiles.facts).file);
  const arguments_ = [facts, '--json', ...(files ? ['--files', files] : [])];
  return jsonOf<Compared>(root, 'drill', arguments_, { RESTORED_DATABASE_URL: url });
}
