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
