import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { ENV, type Env } from '../env.js';
import { invalid } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { isAbsent } from './disk-store.js';
import type { ReceivedFile } from './file-store.js';

/** How many first bytes are kept to detect the type. A JPEG with a large preview has its size far from the start. */
const startBytes = 512 * 1024;

/** Writes arriving files to a folder beside the stored ones, piece by piece. */
@Injectable()
export class Receiving {
  readonly maxBytes: number;
  /** The most that the ZIP of an export may have. */
  readonly maxArchiveBytes: number;
  readonly folder: string;

  constructor(@Inject(ENV) env: Env) {
    this.maxBytes = env.WEIR_FILE_MEGABYTES * 1024 * 1024;
    this.maxArchiveBytes = Math.max(env.WEIR_IMPORT_MEGABYTES * 1024 * 1024, this.maxBytes);
    this.folder = join(env.WEIR_FILES_DIR, 'incoming');
  }

  /**
   * Writes the body to the disk and calls `use` with the file. Deletes the file afterwards if `use` left it there. Refuses
   * a file of more than `maxBytes`: before it reads if `announced` (`Content-Length`) says so, otherwise when it gets there.
   */
  async receive<T>(
    body: Readable,
    announced: number,
    use: (file: ReceivedFile) => Promise<Result<T>>,
    maxBytes = this.maxBytes,
  ): Promise<Result<T>> {
    if (announced > maxBytes) return tooLarge(maxBytes);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, newFileId());
    try {
      const file = await this.write(body, path, maxBytes);
      return file.ok ? await use(file.value) : file;
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Deletes files that began to arrive before this time: their instance ended meanwhile. */
  async sweep(before: Date): Promise<void> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isAbsent(error)) return [];
      throw error;
    });
    for (const name of names.filter((each) => timeOf(each) < before.getTime()))
      await rm(join(this.folder, name), { force: true });
  }

  private async write(body: Readable, path: string, maxBytes: number): Promise<Result<ReceivedFile>> {
    const hash = createHash('sha256');
    const start: Uint8Array[] = [];
    let bytes = 0;
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (bytes + piece.length > maxBytes) {
          // Reads and discards the rest: many clients read a refusal only after they have sent everything.
          body.resume();
          return tooLarge(maxBytes);
        }
        if (bytes < startBytes) start.push(piece);
        bytes += piece.length;
        hash.update(piece);
        await file.writeFile(piece);
      }
      await file.sync();
    } catch (error) {
      // The sender is gone, so nobody reads this refusal.
      if (body.errored) return refuse('malformed');
      throw error;
    } finally {
      await file.close();
    }
    if (bytes === 0) return invalid('file', 'fileEmpty');
    return ok({ path, bytes, sha256: hash.digest(), start: Buffer.concat(start) });
  }
}

export function tooLarge(maxBytes: number) {
  const megabytes = maxBytes / 1024 / 1024;
  return refuse('too-large', { maxBytes }, { key: 'fileTooLarge', values: { megabytes } });
}

/** An id with the time of now. The generator's own time never goes back, not even after a clock that was ahead. */
export const newFileId = () => uuid({ msecs: Date.now() });

/** The time in a UUIDv7, in milliseconds. */
export function timeOf(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16);
}
