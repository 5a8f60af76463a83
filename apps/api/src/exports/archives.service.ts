import { PassThrough, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { archiveNames } from '@weir/contract/workspace-exports';
import yazl from 'yazl';
import { errorText } from '../error-text.js';
import { FileStore } from '../files/file-store.js';
import type { Access } from '../http/access/caller.js';
import { ok, type Result } from '../result.js';
import { type ExportedFile, type ExportFile, ExportsService } from './exports.service.js';

/** `name` is what a browser saves the archive as. */
export type Archive = { name: string; content: Readable };

/**
 * Exports a workspace with the contents of its attachments. The JSON is read at one moment and written to the disk; then the archive
 * is sent while it is made, one file after another, so its size does not matter. A file that was deleted in the meantime is left out.
 */
@Injectable()
export class ArchivesService {
  private readonly log = new Logger('Exports');

  constructor(
    private readonly exports: ExportsService,
    private readonly store: FileStore,
  ) {}

  async whole(access: Access): Promise<Result<Archive>> {
    const files: Pick<ExportedFile, 'id' | 'at' | 'bytes'>[] = [];
    const json = await this.exports.whole(access, ({ id, at, bytes }) => files.push({ id, at, bytes }));
    if (!json.ok) return json;
    const content = new PassThrough();
    this.send(access.workspaceId, json.value, files, content).catch((error: unknown) => {
      if (content.destroyed) return;
      // The reader sees a download that breaks off. Its end, and with it the list of the files, is missing.
      this.log.error(errorText(error));
      content.destroy(error instanceof Error ? error : undefined);
    });
    return ok({ name: json.value.name.replace(/json$/, 'zip'), content });
  }

  private async send(
    workspaceId: string,
    json: ExportFile,
    files: readonly Pick<ExportedFile, 'id' | 'at' | 'bytes'>[],
    into: PassThrough,
  ): Promise<void> {
    const archive = new yazl.ZipFile();
    archive.on('error', (error: Error) => into.destroy(error));
    archive.outputStream.pipe(into);
    const add = async (stream: Readable, name: string, options: Partial<yazl.ReadStreamOptions>) => {
      const isRead = finished(stream);
      // If the reader leaves, the file must not stay open.
      const leave = () => stream.destroy();
      if (into.destroyed) leave();
      else into.once('close', leave);
      archive.addReadStream(stream, name, options);
      await isRead;
      into.off('close', leave);
    };
    await add(json.content, archiveNames.json, { compress: true });
    for (const { id, at, bytes } of files) {
      const content = await this.store.read({ workspaceId, id });
      if (!content) continue;
      await add(content, archiveNames.attachment(id), { compress: false, size: bytes, mtime: new Date(at) });
    }
    archive.end();
  }
}
