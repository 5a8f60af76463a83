import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { StorageUnavailable } from '../storage-unavailable.js';
import { type FileKey, FileStore } from './file-store.js';

/** Pixels of the longer side. */
export const thumbnailSide = 800;
export const thumbnailType = 'image/webp';

/** Thumbnails that wait at this instance; further readers get the file itself. */
const mostWaiting = 50;
const patience = { seconds: 10 };
/** As in `content-type.ts`: nothing larger counts as a picture. */
const limitInputPixels = 50_000_000;

/** Small versions of pictures, made once: after the upload, or when somebody first asks for one. */
@Injectable()
export class Thumbnails {
  private readonly limit = pLimit(1);
  private readonly underWay = new Map<string, Promise<Buffer | null>>();
  /** Damaged pictures, which are not tried again and again. */
  private readonly failed = new LRUCache<string, true>({ max: 1000 });

  constructor(private readonly store: FileStore) {}

  /** WebP without the metadata of the picture; of an animation its first image. Null where none could be made. */
  of(key: FileKey): Promise<Buffer | null> {
    const known = this.underWay.get(key.id);
    if (known) return known;
    const made = this.readOrMake(key)
      .catch(() => null)
      .finally(() => this.underWay.delete(key.id));
    this.underWay.set(key.id, made);
    return made;
  }

  private async readOrMake(key: FileKey): Promise<Buffer | null> {
    const kept = await this.store.readThumbnail(key);
    if (kept || this.failed.has(key.id) || this.limit.pendingCount >= mostWaiting) return kept;
    return this.limit(() => this.make(key));
  }

  private async make(key: FileKey): Promise<Buffer | null> {
    const content = await this.store.read(key);
    if (!content) return null;
    const sharp = await loadSharp();
    const picture = sharp({ limitInputPixels, sequentialRead: true })
      .timeout(patience)
      .autoOrient()
      .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 80 });
    try {
      const [thumbnail] = await Promise.all([picture.toBuffer(), pipeline(content, picture)]);
      await this.store.keepThumbnail(key, thumbnail);
      return thumbnail;
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) this.failed.set(key.id, true);
      return null;
    }
  }
}

let loaded: Promise<Sharp> | undefined;
type Sharp = typeof import('sharp').default;

/** Loads the library with the first picture: it takes 8 MB. */
function loadSharp(): Promise<Sharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // One picture at a time, in one thread, so that threads are left for files and names. No picture is kept in memory.
    sharp.concurrency(1);
    sharp.cache(false);
    // Only the formats that pages show; other code of the library never sees what people upload.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: [
        'VipsForeignLoadJpegBuffer',
        'VipsForeignLoadPngBuffer',
        'VipsForeignLoadWebpBuffer',
        'VipsForeignLoadNsgifBuffer',
      ],
    });
    return sharp;
  });
  return loaded;
}
