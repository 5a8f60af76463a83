import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { archiveNames } from '@weir/contract/workspace-exports';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { FileFault } from '../source/fault.js';

/** The most bytes of the JSON, of one attachment, and of all attachments, each unpacked. */
export type ArchiveLimits = { json: number; file: number; all: number };

/** The most files in an archive, and how many times larger than the archive they may be. Zip bombs are far above this. */
const most = { entries: 200_000, ratio: 200 };
/** The ratio is not checked below this many bytes, because text packs well. */
const alwaysUnpacked = 10 * 1024 * 1024;
const attachmentName = /^attachments\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function isArchive(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, 4)).equals(Buffer.from('PK\u0003\u0004'));
}

/**
 * The ZIP of an export of Weir. Its list of files is read and checked at once, without unpacking any. Each is then unpacked piece by
 * piece, and never to more bytes than the list says.
 */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly json: Entry,
    private readonly files: ReadonlyMap<string, Entry>,
  ) {}

  /** Throws a FileFault for an archive that is broken, too large or something else. */
  static async open(path: string, limits: ArchiveLimits): Promise<Archive> {
    const zip = await opened(path);
    try {
      return await listed(zip, limits, (json, files) => new Archive(zip, json, files));
    } catch (error) {
      zip.close();
      throw faultOf(error);
    }
  }

  readJson(): Readable {
    return this.read(this.json);
  }

  has(id: string, bytes: number): boolean {
    return this.files.get(id)?.uncompressedSize === bytes;
  }

  /** The content of an attachment, by its id in the export; null without one. Reading a damaged one throws. */
  readFile(id: string): Readable | null {
    const entry = this.files.get(id);
    return entry ? this.read(entry) : null;
  }

  close(): void {
    this.zip.close();
  }

  private read(entry: Entry): Readable {
    return Readable.from(checked(() => this.zip.openReadStreamPromise(entry), entry.crc32));
  }
}

async function opened(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { autoClose: false });
  } catch (error) {
    throw faultOf(error);
  }
}

async function listed(
  zip: ZipFile,
  limits: ArchiveLimits,
  make: (json: Entry, files: Map<string, Entry>) => Archive,
): Promise<Archive> {
  if (zip.entryCount > most.entries) throw new FileFault('fileZipTooLarge');
  let json: Entry | null = null;
  let all = 0;
  const files = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize } = entry;
    const id = attachmentName.exec(fileName)?.[1];
    if (fileName === archiveNames.json && !json) json = entry;
    else if (id && !files.has(id)) files.set(id, entry);
    else if (fileName.endsWith('/') || fileName.startsWith(archiveNames.avatars)) continue;
    else throw new FileFault('fileArchive');
    if (!entry.canDecodeFileData()) throw new FileFault('fileArchive');
    if (uncompressedSize > (id ? limits.file : limits.json)) throw new FileFault('fileZipTooLarge');
    all += uncompressedSize;
  }
  if (!json) throw new FileFault('fileArchive');
  const isBomb = all > alwaysUnpacked && all > zip.fileSize * most.ratio;
  if (isBomb || all > limits.all + limits.json) throw new FileFault('fileZipTooLarge');
  return make(json, files);
}

/** Opens the content, passes it on and compares its checksum at the end. */
async function* checked(open: () => Promise<Readable>, expected: number): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    for await (const piece of (await open()) as AsyncIterable<Buffer>) {
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    throw faultOf(error);
  }
  if (sum !== expected) throw new FileFault('fileZip');
}

/** Errors of the system stay; the others say that the archive is broken. */
function faultOf(error: unknown): unknown {
  if (error instanceof FileFault) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code !== '' && !code.startsWith('Z_') ? error : new FileFault('fileZip');
}
