import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';

/** What a content is. Only a picture that pages may show has a width and a height. */
export type ContentType = { type: string; width: number | null; height: number | null };

/** What browsers show as a picture and nothing else: no script, and no part that is loaded from elsewhere. */
export const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** A browser needs four bytes for each pixel, however small the file is. */
const mostPixels = 50_000_000;

/** Looks at the first bytes of a content, never at its name or at what its sender calls it. */
export async function contentTypeOf(start: Uint8Array): Promise<ContentType> {
  const type = (await fileTypeFromBuffer(start))?.mime ?? 'application/octet-stream';
  return { type, ...(shownTypes.includes(type) ? sizeOf(start) : notShown) };
}

const notShown = { width: null, height: null };

function sizeOf(start: Uint8Array): Pick<ContentType, 'width' | 'height'> {
  try {
    const { width, height, orientation = 1 } = imageSize(start);
    if (!width || !height || width * height > mostPixels) return notShown;
    // From the fifth on, the camera was held on its side.
    return orientation < 5 ? { width, height } : { width: height, height: width };
  } catch {
    // Not what it begins as. It can be downloaded.
    return notShown;
  }
}
