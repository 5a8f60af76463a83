import { Injectable } from '@nestjs/common';
import { FileStore, type ReceivedFile } from '../files/file-store.js';
import { Receiving } from '../files/receiving.js';
import { ok, refuse } from '../result.js';
import { CapsRepository } from './caps.repository.js';
import { type ImportIds, ImportsRepository } from './imports.repository.js';
import { Archive, type ArchiveLimits, isArchive } from './reading/archive.js';
import { FileFault } from './source/fault.js';

const megabyte = 1024 * 1024;
/** How many times larger than an uploaded file the JSON in an archive may be. */
const jsonPacked = 10;

/** The ZIPs of exports. One is stored with the attachments until its import is done, because the run reads it again. */
@Injectable()
export class ImportArchivesService {
  constructor(
    private readonly store: FileStore,
    private readonly receiving: Receiving,
    private readonly caps: CapsRepository,
    private readonly repository: ImportsRepository,
  ) {}

  /** Refuses an archive for which the workspace has no room beside those of its other imports. */
  async refusal({ workspaceId }: ImportIds, bytes: number) {
    const { megabytes: max } = await this.caps.caps(workspaceId);
    const kept = await this.repository.archivedBytes(workspaceId);
    return kept + bytes > max * megabyte ? refuse('cap-reached', { cap: 'megabytes', max }) : null;
  }

  /** Calls `use` with the file itself, or with the JSON of an archive and the archive, which is stored afterwards. */
  async unpacked<T>(
    ids: ImportIds,
    received: ReceivedFile,
    use: (file: ReceivedFile, archive: Archive | null) => Promise<T>,
  ): Promise<T> {
    if (!isArchive(received.start)) return use(received, null);
    const limits = await this.limits(ids.workspaceId);
    const archive = await Archive.open(received.path, limits);
    try {
      const read = await this.receiving.receive(
        archive.readJson(),
        0,
        async (json) => ok(await use(json, archive)),
        limits.json,
      );
      if (!read.ok) throw new FileFault('fileZip');
      await this.store.keep({ workspaceId: ids.workspaceId, id: ids.importId }, received);
      return read.value;
    } finally {
      archive.close();
    }
  }

  /** Opens the stored archive of an import, and closes it after `use`. Null: there is none. */
  async reading<T>(ids: ImportIds, use: (archive: Archive | null) => Promise<T>): Promise<T> {
    const key = { workspaceId: ids.workspaceId, id: ids.importId };
    const file = await this.store.onDisk(key, this.receiving.folder);
    if (!file) return use(null);
    try {
      const archive = await Archive.open(file.path, await this.limits(ids.workspaceId));
      return await use(archive).finally(() => archive.close());
    } finally {
      await file.release();
    }
  }

  private async limits(workspaceId: string): Promise<ArchiveLimits> {
    const { megabytes } = await this.caps.caps(workspaceId);
    const { maxBytes } = this.receiving;
    return { json: maxBytes * jsonPacked, file: maxBytes, all: megabytes * megabyte };
  }
}
