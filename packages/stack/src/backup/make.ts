import { existsSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { lockBackups } from '../installation/data-folder.js';
import { step } from '../installation/steps.js';
import { majorVersion, postgresBinaries } from '../postgres/binaries.js';
import { query } from '../postgres/query.js';
import { Trouble } from '../trouble.js';
import { Damage, type Part, packFolder, writePart } from './archives.js';
import { deleteOld, deletePartial, nameAt, partialOf } from './backups.js';
import { baseBackup } from './base-backup.js';
import { type RunningDatabase, withDatabase } from './database.js';
import { type Manifest, manifestFile, partFiles } from './manifest.js';
import { extractBackup, jsonOf, withRestored } from './restored-copy.js';
import { recordFailure, recordRun } from './runs.js';
import { type ScratchFolder, scratchFolder } from './scratch.js';
import type { BackupSettings } from './settings.js';
import { assertSpace } from './space.js';

/** What `read-facts` of the package `prisma` prints; here only what is needed. */
type Read = {
  facts: { migration: string | null; boards: Record<string, { seq: number }> };
  figures: object;
};

/**
 * Makes a backup of the embedded database, its files and its secrets, also while Weir runs, and proves it: the copy is extracted,
 * started, and read. Until then its folder has another name. Returns its manifest.
 */
export async function makeBackup(root: string, from: BackupSettings): Promise<Manifest> {
  const { settings, backupDir } = from;
  const release = lockBackups(backupDir);
  try {
    return await withDatabase(settings.dataDir, async (database) => {
      await deletePartial(backupDir);
      const started = performance.now();
      const name = nameAt(new Date());
      const run = { kind: 'backup' as const, backup: name, madeAt: new Date().toISOString(), started };
      const removePartial = () => rmSync(join(backupDir, partialOf(name)), { recursive: true, force: true });
      process.once('exit', removePartial);
      try {
        const { manifest, figures } = await makeAndProve(root, from, database, name);
        const { madeAt, bytes } = manifest;
        await recordRun(database.url, { ...run, madeAt, bytes, found: figures, faults: [] });
        return manifest;
      } catch (error) {
        await recordFailure(database.url, run, error as Error);
        throw error instanceof Damage ? notKept(error) : error;
      } finally {
        removePartial();
        process.off('exit', removePartial);
      }
    });
  } finally {
    release();
  }
}

/** The copy that was just made is not good. */
function notKept({ why }: Damage): Trouble {
  return new Trouble(
    'The backup was made and is not good, so it was not kept.',
    why,
    'Repeat the command. If it fails again, the disk or the database may be damaged: keep the older backups.',
  );
}

async function makeAndProve(root: string, from: BackupSettings, database: RunningDatabase, name: string) {
  const { backupDir, keep, settings } = from;
  const partial = join(backupDir, partialOf(name));
  await assertRoom(from, database);
  await mkdir(partial, { mode: 0o700 });
  const parts: Part[] = [];
  const before = await seqsOf(database.url);
  parts.push(...(await step('copy of the database', () => copyDatabase(database, partial))));
  const madeAt = new Date().toISOString();
  const after = await seqsOf(database.url);
  // After the database: files never change, so all that its rows name are still there.
  if (from.filesDir) parts.push(await step('copy of the files', () => copyFiles(partial, from.filesDir!)));
  parts.push(...(await copySecrets(partial, settings.dataDir)));

  const manifest: Manifest = {
    format: 1,
    name,
    madeAt,
    weir: await versionOf(root),
    postgres: majorVersion(await postgresBinaries()),
    migration: null,
    bytes: 0,
    unpackedBytes: 0,
    files: from.filesDir ? 'included' : 'bucket',
    parts,
  };
  const scratch = scratchFolder(settings.dataDir);
  const proven = await step('proof: start it and read it', () =>
    prove(root, partial, manifest, scratch, { before, after }),
  ).finally(() => scratch.remove());

  const text = JSON.stringify({ version: 1, backup: name, exact: true, facts: proven.facts });
  parts.push(await writePart(partial, partFiles.facts, Readable.from([text])));
  manifest.migration = proven.facts.migration;
  manifest.unpackedBytes = proven.bytes;
  manifest.bytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  await writeSynced(join(partial, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(partial, join(backupDir, name));
  await syncFolder(backupDir);
  const deleted = await deleteOld(backupDir, keep);
  for (const old of deleted) console.log(`  deleted ${old}: ${keep} are kept`);
  return { manifest, figures: proven.figures };
}

async function assertRoom({ backupDir, filesDir, settings }: BackupSettings, { url }: RunningDatabase) {
  const [size] = await query<{ bytes: string }>(
    url,
    `SELECT sum(pg_database_size(oid)) AS bytes FROM pg_database WHERE has_database_privilege(oid, 'CONNECT')`,
  );
  const database = Number(size?.bytes ?? 0) + 64 * 1024 ** 2;
  const files = filesDir && existsSync(filesDir) ? await bytesOf(filesDir) : 0;
  // The demo’s database compresses to a ninth, so half is a careful guess. Attachments are not compressed.
  const [backup, copy] = [database / 2 + files, database + files];
  const [backups, data] = await Promise.all([stat(backupDir), stat(settings.dataDir)]);
  const what = 'a backup and the copy that proves it';
  // A full disk would stop the running database, so both must fit if they are on one disk.
  if (backups.dev === data.dev) return assertSpace(settings.dataDir, backup + copy, what);
  await assertSpace(backupDir, backup, 'a backup');
  await assertSpace(settings.dataDir, copy, 'the copy that proves a backup');
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let bytes = 0;
  for (const entry of entries.filter((each) => each.isFile()))
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  return bytes;
}

async function copyDatabase({ backup }: RunningDatabase, partial: string): Promise<Part[]> {
  const archive = new PassThrough({ highWaterMark: 4 << 20 });
  const [list, part] = await Promise.all([
    baseBackup(backup, archive).catch((error: Error) => {
      archive.destroy(error);
      throw error;
    }),
    writePart(partial, partFiles.database, archive, true),
  ]);
  return [part, await writePart(partial, partFiles.serverManifest, Readable.from([list]))];
}

const copyFiles = (partial: string, filesDir: string) =>
  writePart(partial, partFiles.files, packFolder(join(filesDir, 'kept')));

/** The secrets that the first start made. Where the settings have had their own from the start, there are none. */
async function copySecrets(partial: string, dataDir: string): Promise<Part[]> {
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) return [];
  return [await writePart(partial, partFiles.secrets, Readable.from([await readFile(file, 'utf8')]))];
}

type Seqs = Map<string, number>;

/** The number of the last event of each board, as it is now. */
async function seqsOf(url: string): Promise<Seqs> {
  const rows = await query<{ board: string; seq: string }>(
    url,
    `SELECT workspace_id || '/' || board_id AS board, seq FROM public.board_clock`,
  );
  return new Map(rows.map(({ board, seq }) => [board, Number(seq)]));
}

type Around = { before: Seqs; after: Seqs };

/** Extracts the copy, starts a server on it, and reads what a drill will compare. It must lie between what was before and after. */
async function prove(
  root: string,
  partial: string,
  manifest: Manifest,
  scratch: ScratchFolder,
  around: Around,
) {
  const restored = await extractBackup(partial, manifest, scratch.path);
  const bytes = await bytesOf(scratch.path);
  const files = restored.files ? [restored.files] : [];
  const read = await withRestored(restored, true, (url) =>
    jsonOf<Read>(root, 'read-facts', files, { DATABASE_URL: url }),
  );
  assertBetween(manifest.name, read.facts, around);
  return { ...read, bytes };
}

/** A board that was there before and after is in the copy, with a number between the two. */
function assertBetween(name: string, { boards }: Read['facts'], { before, after }: Around): void {
  for (const [board, least] of before) {
    const most = after.get(board);
    const seq = boards[board]?.seq;
    if (most === undefined) continue;
    if (seq === undefined || seq < least || seq > most) {
      throw new Damage(
        name,
        `The board ${board} ends with event ${seq ?? 'none'} in the copy, and not between ${least} and ${most}.`,
      );
    }
  }
}

async function versionOf(root: string): Promise<string> {
  const file = join(root, 'packages/stack/package.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
}

async function writeSynced(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600, flush: true });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  await handle.sync().finally(() => handle.close());
}
