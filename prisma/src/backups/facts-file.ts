import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Facts } from './facts.js';

/** The file of facts beside a backup, for the drill. */
export interface FactsFile {
  version: 1;
  /** The backup's name. */
  backup: string;
  /** Whether backup and facts are of the same snapshot; otherwise the backup was made later. */
  exact: boolean;
  facts: Facts;
}

/** Writes the file under another name first, so that a file with this name is complete. Only its owner can read it. */
export async function writeFactsFile(path: string, file: FactsFile): Promise<void> {
  await writeFile(`${path}.partial`, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  await rename(`${path}.partial`, path);
}

export async function readFactsFile(path: string): Promise<FactsFile> {
  const file = JSON.parse(await readFile(path, 'utf8')) as FactsFile;
  if (file.version !== 1 || !file.facts?.tables) throw new Error(`${path} was not written by weir-backup`);
  return file;
}
