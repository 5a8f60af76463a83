import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';

/** The type of a file's content. Only a picture that pages may show has a width and a height, in pixels. */
export type ContentType = { type: string; width: number | null; height: number | null };

/** Formats of pictures that contain no script and load nothing from elsewhere. */
export const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Whether pages may show a file. Plain SQL may have given another type a width. */
export function isShown({ type, width }: Omit<ContentType, 'height'>): boolean {
  return width !== null && shownTypes.includes(type);
}

/** A browser needs four bytes for each pixel, however small the file is. */
const mostPixels = 50_000_000;

/** Detects the type from the first bytes, never from the name or the sender's `Content-Type`. */
export async function contentTypeOf(start: Uint8Array): Promise<ContentType> {
  const type = (await fileTypeFromBuffer(start))?.mime ?? 'application/octet-stream';
  return { type, ...(shownTypes.includes(type) ? sizeOf(start) : notShown) };
}

const notShown = { width: null, height: null };

function sizeOf(start: Uint8Array): Pick<ContentType, 'width' | 'height'> {
  try {
    // A copy: the library reads from the memory behind a view, and so past the view's end.
    const { width, height, orientation = 1 } = imageSize(Uint8Array.from(start));
    if (!width || !height || width * height > mostPixels) return notShown;
    // Orientations 5 to 8 turn the picture by 90 degrees.
    return orientation < 5 ? { width, height } : { width: height, height: width };
  } catch {
    // The content is damaged. It can only be downloaded.
    return notShown;
  }
}
