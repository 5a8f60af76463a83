import { type ImportFormat, mostNamed } from '@weir/contract';
import type { ReceivedFile } from '../../files/file-store.js';
import { FileFault } from '../source/fault.js';
import { SourceBook, TooManyNames } from '../source/source-book.js';
import type { SourceRecord } from '../source/source-card.js';
import { formatOfHeaders } from '../tables/table-formats.js';
import { encodingOf } from './encoding.js';
import { formatOfJson, readJson } from './json-file.js';
import { readTable } from './table-file.js';

/** The most cards of one file, and the most records in all. */
const most = { cards: 20_000, records: 300_000 };
const batch = 500;

export type ReadFile = { format: ImportFormat; book: SourceBook };

/** Records that do not become cards. */
const withoutCards: ReadonlySet<SourceRecord['kind']> = new Set(['part', 'exportedLink', 'exportedWait']);

/** Reads a file and passes its records to `keep` in order, batch by batch. Throws a FileFault for a file that can't be read. */
export async function readFile(
  { path, start }: ReceivedFile,
  keep: (records: SourceRecord[]) => Promise<void>,
): Promise<ReadFile> {
  const book = new SourceBook();
  const encoding = await encodingOf(path, start);
  const counts = { cards: 0, records: 0 };
  const handOn = async (least = batch) => {
    const records = book.take(least);
    if (records.length === 0) return;
    counts.records += records.length;
    counts.cards += records.filter(({ kind }) => !withoutCards.has(kind)).length;
    if (counts.cards > most.cards) throw new FileFault('fileTooManyCards', { max: most.cards });
    if (counts.records > most.records) throw new FileFault('fileTooManyParts', { max: most.records });
    await keep(records);
  };
  try {
    const format = await readAs(path, start, encoding, book, handOn);
    await handOn(1);
    if (counts.cards === 0) throw new FileFault('fileNoCards');
    return { format, book };
  } catch (error) {
    if (error instanceof TooManyNames) throw new FileFault('fileTooManyNames', { max: mostNamed });
    throw error;
  }
}

async function readAs(
  path: string,
  start: Uint8Array,
  encoding: Awaited<ReturnType<typeof encodingOf>>,
  book: SourceBook,
  handOn: () => Promise<void>,
): Promise<ImportFormat> {
  if (/^[\s\uFEFF]*[[{]/.test(new TextDecoder(encoding).decode(start.subarray(0, 4096)))) {
    if (encoding !== 'utf-8') throw new FileFault('fileNotUtf8');
    const format = await formatOfJson(path);
    await readJson(path, format, book, handOn);
    return format.name;
  }
  await readTable(path, encoding, most.cards, book, handOn);
  return formatOfHeaders(book.table?.headers.map(({ name }) => name) ?? []);
}
