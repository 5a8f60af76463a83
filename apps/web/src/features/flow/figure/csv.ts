import { stringify } from 'csv-stringify/browser/esm/sync';
import { recordsOf, type TableOf } from './table';

/** A table as a CSV file, quoted as the API's files are. Texts that a spreadsheet would run as formulas are escaped. */
export function csvOf<Row>(table: TableOf<Row>): string {
  return stringify(recordsOf(table), { escape_formulas: true, record_delimiter: 'windows' });
}
