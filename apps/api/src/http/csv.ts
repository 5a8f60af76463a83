import { Readable } from 'node:stream';
import { type Options, stringify } from 'csv-stringify/sync';

/**
 * A part of a CSV file by RFC 4180. The first part has a byte order mark, so that spreadsheets recognise UTF-8. An apostrophe
 * marks cells that look like formulas.
 */
export function csvOf(
  rows: readonly object[],
  options: Pick<Options, 'bom' | 'columns' | 'header'> = {},
): string {
  return stringify([...rows], { ...options, escape_formulas: true, record_delimiter: 'windows' });
}

type Batches<Row> = {
  columns: readonly string[];
  /** The rows after the given one, or the first ones. Fewer than `size` are the last ones. */
  read(last: Row | null): Promise<Row[]>;
  size: number;
  toRows(rows: Row[]): readonly object[];
};

/** A CSV file that is read and written in batches, so that the memory does not grow with it. The first batch is read at once. */
export async function csvInBatches<Row>(batches: Batches<Row>): Promise<Readable> {
  return Readable.from(written(batches, await batches.read(null)), { objectMode: false });
}

async function* written<Row>({ read, size, toRows, ...named }: Batches<Row>, first: Row[]) {
  const columns = [...named.columns];
  yield csvOf([], { bom: true, columns, header: true });
  for (let rows = first; rows.length > 0; ) {
    yield csvOf(toRows(rows), { columns });
    const last = rows.length < size ? undefined : rows.at(-1);
    rows = last ? await read(last) : [];
  }
}
