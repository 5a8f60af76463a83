import type { ReactNode } from 'react';

type Value = string | number | null;

/** A column of a figure's table. `name` is its name in the file, as the API has it. */
export type Column<Row> = {
  name: string;
  label: string;
  value: (row: Row) => Value;
  /** What is shown in place of the value. */
  shown?: (row: Row) => ReactNode;
  /** The address that the value opens, on the same page. */
  href?: (row: Row) => string | undefined;
};

/** A figure as rows: shown to those who can't see its chart, and given as a file. */
export type TableOf<Row> = {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
};

/** The rows of a file: the names of the columns, then the values as the API gave them. */
export function recordsOf<Row>({ columns, rows }: Omit<TableOf<Row>, 'keyOf'>): Value[][] {
  return [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ value }) => value(row)))];
}
