import type { ImportFormat } from '@weir/contract';
import type { SourceBook } from '../source/source-book.js';

/** How the export of a tool in JSON is read, value by value. */
export type JsonFormat = {
  name: ImportFormat;
  /** Whether the names at the top of the file are those of this tool. */
  isFormat(names: ReadonlySet<string>): boolean;
  /** The values that are read, as `$.cards.*`. The rest of the file is never in memory. */
  paths: readonly string[];
  /** Starts to read a file. The function reads a value; `path` is one of `paths`, without `$.` and `.*`. */
  open(into: SourceBook): (path: string, value: unknown) => void;
};
