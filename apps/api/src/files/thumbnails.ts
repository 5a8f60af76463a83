import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { StorageUnavailable } from '../storage-unavailable.js';
import { type FileKey, FileStore } from './file-store.js';
import { limitInputPixels, loadSharp, oneAtATime } from './sharp.js';

/** Pixels of the longer side. */
export const thumbnailSide = 800;
export const thumbnailType = 'image/webp';

/** Thumbnails that wait at this instance; further readers get the file itself. */
const mostWaiting = 50;
const patience = { seconds: 10 };

/** Small versions of pictures, made once: after the upload, or when somebody first asks for one. */
@Injectable()
export class Thumbnails {
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
    if (kept || this.failed.has(key.id) || oneAtATime.pendingCount >= mostWaiting) return kept;
    return oneAtATime(() => this.make(key));
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
