import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chown, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { Trouble } from '../trouble.js';

/** A file of a backup. */
export interface Part {
  file: string;
  bytes: number;
  sha256: string;
}

/** The ids that own extracted files; without them they belong to this process. */
export type Owner = { uid: number; gid: number } | Record<string, never>;

/** What was extracted, by path: each regular file with its size and SHA-256. */
export type Extracted = Map<string, { bytes: number; sha256: string }>;

/** Writes a stream to a new file that only its owner can read, and syncs it to the disk. */
export async function writePart(folder: string, file: string, source: Readable, gzip = false): Promise<Part> {
  const target = createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true });
  const counted = new Counted();
  if (gzip) await pipeline(source, createGzip({ level: 4 }), counted, target);
  else await pipeline(source, counted, target);
  return { file, bytes: counted.bytes, sha256: counted.sha256() };
}

/** Reads a whole part and compares it with what the manifest says of it. */
export async function verifyPart(folder: string, { file, bytes, sha256 }: Part): Promise<void> {
  const counted = new Counted();
  try {
    const handle = await open(join(folder, file));
    await pipeline(handle.createReadStream(), counted, discard);
  } catch (error) {
    throw new Damage(folder, `${file} cannot be read: ${(error as Error).message}.`);
  }
  if (counted.bytes !== bytes)
    throw new Damage(folder, `${file} has ${counted.bytes} bytes, and the manifest says ${bytes}.`);
  if (counted.sha256() !== sha256)
    throw new Damage(folder, `${file} does not have the SHA-256 of the manifest.`);
}

/** Something is wrong with the backup itself, and not with the machine. */
export class Damage extends Trouble {
  constructor(backup: string, why: string) {
    super(
      `The backup ${backup} is damaged.`,
      why,
      'Take another backup: `npx pnpm restore --list` lists them. Nothing was changed.',
    );
  }
}

/** All files below `folder`, as a tar. A file that is deleted meanwhile is left out. */
export function packFolder(folder: string): Readable {
  const pack = tar.pack();
  void addFolder(pack, folder, '').then(
    () => pack.finalize(),
    (error: Error) => pack.destroy(error),
  );
  return pack;
}

async function addFolder(pack: tar.Pack, root: string, path: string): Promise<void> {
  const entries = await readdir(join(root, path), { withFileTypes: true }).catch(noneIfAbsent);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = path ? `${path}/${entry.name}` : entry.name;
    if (entry.isDirectory()) await addFolder(pack, root, name);
    else if (entry.isFile()) await addFile(pack, root, name);
  }
}

async function addFile(pack: tar.Pack, root: string, name: string): Promise<void> {
  const handle = await open(join(root, name)).catch((error: unknown) => {
    noneIfAbsent(error);
    return null;
  });
  if (!handle) return;
  const { size, mtime } = await handle.stat();
  await pipeline(
    handle.createReadStream({ end: Math.max(size - 1, 0) }),
    pack.entry({ name, size, mtime, mode: 0o600 }),
  );
}

/** Extracts a tar into a folder, which may exist. Every file and folder is its owner's only. */
export async function extract(
  source: Readable,
  folder: string,
  owner: Owner,
  gzip: boolean,
): Promise<Extracted> {
  const extracted: Extracted = new Map();
  const root = resolve(folder);
  await makeFolder(root, owner);
  const entries = tar.extract();
  const reading = gzip ? pipeline(source, createGunzip(), entries) : pipeline(source, entries);
  const writing = (async () => {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      const path = resolve(root, name);
      if (path !== root && !path.startsWith(root + sep))
        throw new Error(`${name} would be outside the folder`);
      if (type === 'directory') {
        await makeFolder(path, owner);
        entry.resume();
      } else if (type === 'file') extracted.set(name, await writeEntry(entry, path, owner));
      else throw new Error(`${name} is a ${type}`);
    }
  })();
  await Promise.all([reading, writing]);
  return extracted;
}

async function makeFolder(path: string, owner: Owner): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (owner.uid !== undefined) await chown(path, owner.uid, owner.gid);
}

async function writeEntry(entry: Readable, path: string, owner: Owner) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const counted = new Counted();
  await pipeline(entry, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  if (owner.uid !== undefined) await chown(path, owner.uid, owner.gid);
  return { bytes: counted.bytes, sha256: counted.sha256() };
}

/** Passes bytes on, counts them and computes their SHA-256. */
class Counted extends Transform {
  bytes = 0;
  private readonly hash = createHash('sha256');

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    this.hash.update(chunk);
    done(null, chunk);
  }

  sha256(): string {
    return this.hash.digest('hex');
  }
}

async function discard(source: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of source);
}

function noneIfAbsent(error: unknown): never[] {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
  throw error;
}
