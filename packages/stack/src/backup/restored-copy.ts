import { execFile } from 'node:child_process';
import { createReadStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ProgramFailure, runPrismaProgram } from '../installation/prisma-program.js';
import { type Account, commandFor, postgresAccount } from '../postgres/account.js';
import { majorVersion, postgresBinaries } from '../postgres/binaries.js';
import { embeddedPostgres } from '../postgres/embedded.js';
import { Trouble } from '../trouble.js';
import { Damage, type Extracted, extract, verifyPart } from './archives.js';
import { type Manifest, partFiles, partOf } from './manifest.js';

/** A copy in a folder as a data folder: `postgres`, `files`, `secrets.json`. */
export interface Restored {
  /** The folder of the backup that it came from. */
  backup: string;
  folder: string;
  /** The folder of attachments; null: the backup has none. */
  files: string | null;
}

/** Fails where this Weir cannot read the backup. */
export async function assertReadable(manifest: Manifest): Promise<void> {
  const ours = majorVersion(await postgresBinaries());
  if (manifest.postgres === ours) return;
  throw new Trouble(
    `The backup ${manifest.name} is from PostgreSQL ${manifest.postgres}.`,
    `This Weir brings PostgreSQL ${ours}, which cannot read its files.`,
    `Restore it with the version of Weir that made it (${manifest.weir}). Nothing was changed.`,
  );
}

/** Checks every part of a backup and extracts it into a new folder. Throws `Damage` if the backup is not intact. */
export async function extractBackup(backup: string, manifest: Manifest, folder: string): Promise<Restored> {
  for (const part of manifest.parts) await verifyPart(backup, part);
  const account = await accountFor(folder);
  const database = join(folder, 'postgres');
  const archive = join(backup, partOf(manifest, partFiles.database).file);
  const list = readFileSync(join(backup, partOf(manifest, partFiles.serverManifest).file), 'utf8');
  const extracted = await extractPart(backup, archive, database, account.ids, true);
  compareWithServer(backup, list, extracted);
  if (manifest.parts.some(({ file }) => file === partFiles.secrets)) copySecrets(backup, folder);
  if (manifest.files === 'bucket') return { backup, folder, files: null };
  const files = join(folder, 'files');
  mkdirSync(files, { mode: 0o700 });
  await extractPart(
    backup,
    join(backup, partOf(manifest, partFiles.files).file),
    join(files, 'kept'),
    {},
    false,
  );
  return { backup, folder, files };
}

function copySecrets(backup: string, folder: string): void {
  const target = join(folder, 'secrets.json');
  writeFileSync(target, readFileSync(join(backup, partFiles.secrets)), { mode: 0o600 });
}

/** Starts the database of an extracted copy on a free port. `scratch`: deletes it afterwards. */
export async function withRestored<T>(
  { backup, folder }: Restored,
  scratch: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const start = embeddedPostgres({
    dataDir: join(folder, 'postgres'),
    ephemeral: scratch,
    durable: !scratch,
  });
  const postgres = await start.catch((error: Error) => {
    throw error instanceof Trouble
      ? error
      : new Damage(backup, `PostgreSQL does not start on it: ${error.message}`);
  });
  return work(postgres.url).finally(() => postgres.stop());
}

/** Writes the database's files to the disk, so that they survive a power failure. */
export async function syncDatabase({ folder }: Restored): Promise<void> {
  const { initdb, postgres } = await postgresBinaries();
  const dataDir = join(folder, 'postgres');
  const account = postgresAccount(dataDir, postgres);
  const [program, arguments_] = commandFor(account, initdb, ['--sync-only', '-D', dataDir]);
  await promisify(execFile)(program, arguments_, { ...account.ids, cwd: '/' });
}

async function extractPart(
  backup: string,
  file: string,
  folder: string,
  owner: Account['ids'],
  gzip: boolean,
): Promise<Extracted> {
  try {
    return await extract(createReadStream(file), folder, owner, gzip);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (/^(ENOSPC|EACCES|EPERM|EROFS|EIO)$/.test(code)) throw error;
    throw new Damage(backup, `${file} cannot be extracted: ${message}.`);
  }
}

/** Compares the extracted files with the server's own list, as pg_verifybackup does. */
function compareWithServer(backup: string, list: string, extracted: Extracted): void {
  const { Files } = JSON.parse(list) as { Files: { Path: string; Size: number; Checksum: string }[] };
  for (const { Path, Size, Checksum } of Files) {
    const found = extracted.get(Path);
    if (!found) throw new Damage(backup, `The database’s file ${Path} is missing.`);
    if (found.bytes !== Size || found.sha256 !== Checksum)
      throw new Damage(backup, `The database’s file ${Path} is not what the server sent.`);
  }
}

/** Who runs PostgreSQL in this folder. Another account must be able to enter it. */
async function accountFor(folder: string): Promise<Account> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const { postgres } = await postgresBinaries();
  return postgresAccount(join(folder, 'postgres'), postgres);
}

/** Runs a program of the `prisma` package that prints JSON, also where it exits with 1. */
export async function jsonOf<T>(
  root: string,
  program: 'read-facts' | 'drill',
  arguments_: string[],
  env: NodeJS.ProcessEnv,
): Promise<T> {
  const printed = await runPrismaProgram(root, program, arguments_, { DATABASE_URL: '', ...env }).catch(
    (error: ProgramFailure) => {
      if (error.stdout?.startsWith('{')) return error.stdout;
      throw new Trouble(
        'The database could not be read.',
        `${program} says: ${error.stderr || error.message}`,
        'Repeat the command. If it fails again, report it with these lines.',
      );
    },
  );
  return JSON.parse(printed) as T;
}
