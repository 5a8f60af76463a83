/** The lines of a table: the first column aligned left, the others right. */
export function align(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((cells) => cells[at]!.length)));
  return rows.map((cells) =>
    `  ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[at]!))).join('  ')}`.trimEnd(),
  );
}

/** Milliseconds, with one digit or two. */
export const milliseconds = (value: number) => value.toFixed(value < 10 ? 2 : 1);
