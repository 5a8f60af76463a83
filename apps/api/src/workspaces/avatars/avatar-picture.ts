import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { avatarLimits, avatarTypes } from '@weir/contract';
import { fileTypeFromBuffer } from 'file-type';
import type { ReceivedFile } from '../../files/file-store.js';
import { limitInputPixels, loadSharp, oneAtATime } from '../../files/sharp.js';

export const pictureType = 'image/webp';
const patience = { seconds: 10 };
const hashDigits = 24;

export type AvatarPicture = ReceivedFile & { hash: string };

/**
 * Replaces a received file by the picture that others see: its middle as a small square in WebP, turned upright and
 * without metadata, such as where a photo was taken. Null for a file that is no picture, whatever its name says.
 */
export async function makeAvatar(received: ReceivedFile): Promise<AvatarPicture | null> {
  const type = (await fileTypeFromBuffer(received.start))?.mime;
  if (!avatarTypes.some((each) => each === type)) return null;
  const picture = await oneAtATime(() => squareOf(received.path)).catch(() => null);
  if (!picture) return null;
  await writeFile(received.path, picture, { flush: true });
  const sha256 = createHash('sha256').update(picture).digest();
  return {
    ...received,
    bytes: picture.length,
    sha256,
    hash: sha256.toString('hex').slice(0, hashDigits),
  };
}

async function squareOf(path: string): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(await readFile(path), { limitInputPixels })
    .timeout(patience)
    .autoOrient()
    .resize(avatarLimits.side, avatarLimits.side, { fit: 'cover' })
    .webp({ quality: 82 })
    .toBuffer();
}
