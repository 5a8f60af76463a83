import { access, mkdir, open, opendir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type FileKey, FileStore, type LocalFile, type ReceivedFile } from './file-store.js';

const batch = 1000;
const thumbnailEnding = '.thumbnail';
const uuidName = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Stores files on a disk, in one folder per workspace. */
export class DiskStore extends FileStore {
  constructor(private readonly folder: string) {
    super();
  }

  /** The content is synced to the disk already. This syncs its new name. */
  async keep(key: FileKey, { path }: ReceivedFile): Promise<void> {
    const kept = this.pathOf(key);
    await mkdir(dirname(kept), { recursive: true, mode: 0o700 });
    await rename(path, kept);
    const folder = await open(dirname(kept));
    await folder.sync().finally(() => folder.close());
  }

  async read(key: FileKey): Promise<Readable | null> {
    try {
      return (await open(this.pathOf(key))).createReadStream();
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  async onDisk(key: FileKey): Promise<LocalFile | null> {
    const path = this.pathOf(key);
    try {
      await access(path);
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
    return { path, release: async () => {} };
  }

  async keepThumbnail(key: FileKey, content: Uint8Array): Promise<void> {
    // Under its name only when it is complete. Two instances that make it at once write the same.
    await writeFile(this.begunOf(key), content, { mode: 0o600 });
    await rename(this.begunOf(key), this.thumbnailOf(key));
  }

  async readThumbnail(key: FileKey): Promise<Buffer | null> {
    try {
      return await readFile(this.thumbnailOf(key));
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  }

  async remove(key: FileKey): Promise<void> {
    for (const path of [this.pathOf(key), this.thumbnailOf(key), this.begunOf(key)])
      await rm(path, { force: true });
  }

  async *list(): AsyncIterable<FileKey[]> {
    for await (const workspaces of namesIn(this.folder))
      for (const workspaceId of workspaces)
        for await (const ids of namesIn(join(this.folder, workspaceId)))
          yield ids.map((id) => ({ workspaceId, id }));
  }

  close(): void {}

  private thumbnailOf(key: FileKey): string {
    return `${this.pathOf(key)}${thumbnailEnding}`;
  }

  private begunOf(key: FileKey): string {
    return `${this.thumbnailOf(key)}.part`;
  }

  private pathOf({ workspaceId, id }: FileKey): string {
    return join(this.folder, workspaceId, id);
  }
}

/** The names in a folder that are UUIDs, also those of thumbnails; none where there is no such folder. */
async function* namesIn(folder: string): AsyncIterable<string[]> {
  let names: string[] = [];
  try {
    for await (const entry of await opendir(folder)) {
      const name = entry.name.split(thumbnailEnding, 1)[0] as string;
      if (uuidName.test(name)) names.push(name);
      if (names.length < batch) continue;
      yield names;
      names = [];
    }
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  if (names.length > 0) yield names;
}

export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
