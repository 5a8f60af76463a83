import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Language } from '@weir/contract';
import { type ExportedCard, exportFormat, exportVersion } from '@weir/contract/workspace-exports';
import { worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { newFileId, Receiving } from '../files/receiving.js';
import type { Access } from '../http/access/caller.js';
import { csvOf } from '../http/csv.js';
import { ok, type Result } from '../result.js';
import { ExportsRepository, listNames } from './exports.repository.js';
import { type Snapshot, Snapshots } from './snapshot.js';
import { cardColumns, requestColumns } from './tables.js';

export type ExportedFile = ExportedCard['attachments'][number];
/** `name` is what a browser saves the file as. */
export type ExportFile = { name: string; bytes: number; content: Readable };

/**
 * Writes exports to the disk first. So the database is read as fast as it can be, however slow the reader is, and an export that
 * fails is an error, not a file that is cut off.
 */
@Injectable()
export class ExportsService {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly snapshots: Snapshots,
    private readonly receiving: Receiving,
  ) {}

  /** As `WorkspaceExport` of the contract says, one record a line. `onAttachment` gets the attachments of each card. */
  whole(access: Access, onAttachment: (file: ExportedFile) => void = () => {}): Promise<Result<ExportFile>> {
    return this.write(access, 'json', 'export', (snapshot) =>
      this.json(snapshot, access.workspaceId, onAttachment),
    );
  }

  cards(access: Access): Promise<Result<ExportFile>> {
    return this.write(access, 'csv', 'cards', (snapshot) => this.cardTable(snapshot, access.workspaceId));
  }

  requests(access: Access, language: Language): Promise<Result<ExportFile>> {
    return this.write(access, 'csv', 'requests', (snapshot) =>
      this.requestTable(snapshot, access.workspaceId, language),
    );
  }

  private async write(
    { workspaceSlug }: Access,
    extension: 'json' | 'csv',
    what: string,
    content: (snapshot: Snapshot) => AsyncGenerator<string>,
  ): Promise<Result<ExportFile>> {
    await mkdir(this.receiving.folder, { recursive: true, mode: 0o700 });
    const path = join(this.receiving.folder, newFileId());
    const file = await open(path, 'wx+', 0o600);
    try {
      // The open file stays readable, and goes with its last reader, even if this process is killed.
      await rm(path);
      const at = await this.snapshots.read(async (snapshot) => {
        await writeFile(file, content(snapshot));
        return snapshot.at;
      });
      const { size } = await file.stat();
      const day = at.toISOString().slice(0, 10);
      return ok({
        name: `${workspaceSlug}-${what}-${day}.${extension}`,
        bytes: size,
        content: file.createReadStream({ start: 0 }),
      });
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  private async *json(
    snapshot: Snapshot,
    workspaceId: string,
    onAttachment: (file: ExportedFile) => void,
  ): AsyncGenerator<string> {
    const head = {
      format: exportFormat,
      version: exportVersion,
      exportedAt: snapshot.at.toISOString(),
      workspace: await this.repository.workspace(snapshot, workspaceId),
    };
    yield JSON.stringify(head).slice(0, -1);
    for (const name of listNames) {
      let separator = `,\n"${name}": [\n`;
      for await (const documents of this.repository.documents(snapshot, workspaceId, name)) {
        if (name === 'cards')
          for (const { attachments } of documents as ExportedCard[]) attachments.forEach(onAttachment);
        yield separator + documents.map((document) => JSON.stringify(document)).join(',\n');
        separator = ',\n';
      }
      yield separator === ',\n' ? '\n]' : `,\n"${name}": []`;
    }
    yield '\n}\n';
  }

  /** Custom fields have a column each, after the others. */
  private async *cardTable(snapshot: Snapshot, workspaceId: string): AsyncGenerator<string> {
    const names = await this.repository.fieldNames(snapshot, workspaceId);
    yield csvOf([[...cardColumns, ...names.map((name) => `field: ${name}`)]], { bom: true });
    for await (const rows of this.repository.cards(snapshot, workspaceId))
      yield csvOf(
        rows.map((row) => [
          ...cardColumns.map((name) => row[name]),
          ...names.map((name) => row.fields[name]),
        ]),
      );
  }

  private async *requestTable(
    snapshot: Snapshot,
    workspaceId: string,
    language: Language,
  ): AsyncGenerator<string> {
    const words = createWords(language);
    yield csvOf([requestColumns], { bom: true });
    for await (const rows of this.repository.requests(snapshot, workspaceId))
      yield csvOf((worded(words, rows) as typeof rows).map((row) => requestColumns.map((name) => row[name])));
  }
}
