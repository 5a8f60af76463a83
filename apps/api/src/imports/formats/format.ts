import type { ImportFormat } from '@weir/contract';
import type { SourceBook } from '../source/source-book.js';

/** Reads the JSON export of one tool, value by value. */
export type JsonFormat = {
  name: ImportFormat;
  /** Whether the top-level names of the file are those of this tool. */
  isFormat(names: ReadonlySet<string>): boolean;
  /** The paths of the values to read, such as `$.cards.*`. The rest of the file is never in memory. */
  paths: readonly string[];
  /** Starts to read a file. The returned function reads one value; `path` is one of `paths`, without `$.` and `.*`. */
  open(into: SourceBook): (path: string, value: unknown) => void;
};

/** A checkbox becomes a choice with one option, which is its value where the box is ticked. */
export const ticked = '✓';
export const tickedOption = { ref: ticked, name: ticked, colour: 'green' } as const;
