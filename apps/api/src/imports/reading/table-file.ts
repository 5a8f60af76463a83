import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { SourceTable } from '@weir/contract';
import { CsvError, parse } from 'csv-parse';
import { FileFault } from '../source/fault.js';
import { textOf } from '../source/json-values.js';
import type { SourceBook } from '../source/source-book.js';
import { fitLine } from '../source/texts.js';
import { orderIn, strongerOrder } from '../tables/dates.js';
import { type Encoding, readText } from './encoding.js';
import type { HandOn } from './json-file.js';

const delimiters = [',', ';', '\t', '|'];
/** How many values below a header are shown, and their most characters. */
const examples = { most: 3, longest: 80 };
const mostHeaders = 500;
/** The most characters of one row: an open quote would otherwise take the rest of the file. */
const longestRow = 2_000_000;
const longestCell = 100_000;

/** Reads the rows below the headers, at most `mostRows`. */
export async function readTable(
  path: string,
  encoding: Encoding,
  mostRows: number,
  into: SourceBook,
  handOn: HandOn,
): Promise<void> {
  const delimiter = await delimiterOf(path, encoding);
  const parser = parse({
    delimiter,
    bom: true,
    skip_empty_lines: true,
    relax_column_count_less: true,
    info: true,
    max_record_size: longestRow,
  });
  let table: SourceTable | null = null;
  let rows = 0;
  /** The last line of the last complete row. */
  let line = 0;
  try {
    // The parser destroys the stream if it refuses a row.
    for await (const { record: cells, info } of Readable.from(readText(path, encoding)).compose(
      parser,
    ) as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      line = info.lines;
      if (table === null) {
        table = { encoding, delimiter, headers: headersOf(cells) };
        continue;
      }
      rows += 1;
      if (rows > mostRows) throw new FileFault('fileTooManyCards', { max: mostRows });
      const clean = cells.map((cell) => textOf(cell.slice(0, longestCell)));
      into.row(hashOf(clean), clean);
      addValues(table, cells);
      if (rows % 100 === 0) await handOn();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = faultOf(error);
    // The parser finds an open quote where the file ends, far behind the row that it is in.
    throw new FileFault(code, { line: code === 'fileQuote' ? line + 1 : Number(error.lines ?? rows + 1) });
  }
  if (table === null || rows === 0) throw new FileFault('fileNoCards');
  into.table = table;
}

/** Identifies a row without an id. The same row in a repeated import is the same card. */
function hashOf(cells: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 22);
}

function headersOf(cells: string[]): SourceTable['headers'] {
  if (cells.length > mostHeaders) throw new FileFault('fileTooWide', { max: mostHeaders });
  return cells.map((cell, at) => ({
    name: fitLine(cell, 80).text || `#${at + 1}`,
    examples: [],
    dates: null,
  }));
}

function addValues({ headers }: SourceTable, cells: string[]): void {
  for (const [at, cell] of cells.entries()) {
    const header = headers[at];
    if (!header) continue;
    header.dates = strongerOrder(header.dates, orderIn(cell));
    if (header.examples.length >= examples.most) continue;
    const { text } = fitLine(cell, examples.longest);
    if (text !== '' && !header.examples.includes(text)) header.examples.push(text);
  }
}

function faultOf({ code }: CsvError) {
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
    case 'CSV_MAX_RECORD_SIZE':
      return 'fileQuote';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'fileQuoteInCell';
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return 'fileRowTooLong';
    default:
      return 'fileTable';
  }
}

/** The most frequent delimiter of the first line, outside quotes. */
async function delimiterOf(path: string, encoding: Encoding): Promise<string> {
  for await (const text of readText(path, encoding)) {
    const counts = new Map(delimiters.map((each) => [each, 0]));
    let isQuoted = false;
    for (const character of text) {
      if (character === '"') isQuoted = !isQuoted;
      else if (!isQuoted && character === '\n' && [...counts.values()].some((count) => count > 0)) break;
      else if (!isQuoted && counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
    }
    const [best] = [...counts].toSorted(([, one], [, other]) => other - one);
    return best?.[0] ?? ',';
  }
  return ',';
}
