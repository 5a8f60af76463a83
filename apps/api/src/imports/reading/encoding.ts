import { createReadStream } from 'node:fs';
import { FileFault } from '../source/fault.js';
import { isArchive } from './archive.js';

/** An encoding, by its name for TextDecoder. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Archives other than exports of Weir are never unpacked, because a small one can contain a file of any size. */
const otherArchives = [Buffer.from([0x1f, 0x8b]), Buffer.from('7z\u00bc\u00af', 'latin1')];

/**
 * The encoding of a file. Its first bytes show UTF-16. Other files are UTF-8 if they are valid as a whole, otherwise
 * Windows-1252, which Excel writes in western Europe.
 */
export async function encodingOf(path: string, start: Uint8Array): Promise<Encoding> {
  const bytes = Buffer.from(start.subarray(0, 4096));
  if (isArchive(bytes) || otherArchives.some((mark) => bytes.subarray(0, mark.length).equals(mark)))
    throw new FileFault('fileArchive');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [...bytes.entries()].filter(([, byte]) => byte === 0).map(([at]) => at % 2);
  // Every second byte of a western text in UTF-16 is zero. Other texts have no such byte.
  if (zeros.length > bytes.length / 4)
    return zeros.filter((odd) => odd === 1).length * 2 > zeros.length ? 'utf-16le' : 'utf-16be';
  if (zeros.length > 0) throw new FileFault('fileNotText');
  return (await isUtf8(path)) ? 'utf-8' : 'windows-1252';
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(path)) decoder.decode(piece as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text of a file, piece by piece, without a byte order mark. */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of createReadStream(path)) yield decoder.decode(piece as Buffer, { stream: true });
  yield decoder.decode();
}
