import pLimit from 'p-limit';

/** As in `content-type.ts`: nothing larger counts as a picture. */
export const limitInputPixels = 50_000_000;

/** Pictures of this instance are made one after another. */
export const oneAtATime = pLimit(1);

let loaded: Promise<Sharp> | undefined;
type Sharp = typeof import('sharp').default;

/** Loads the library with the first picture: it takes 8 MB. */
export function loadSharp(): Promise<Sharp> {
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
