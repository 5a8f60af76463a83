import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Trouble } from '../trouble.js';
import { Damage, type Part } from './archives.js';

/** What `manifest.json` of a backup says. It is written last. */
export interface Manifest {
  format: 1;
  /** The folder's name: `weir-20261203T101500Z`. */
  name: string;
  /** When the copy of the database ended: the instant that it restores. */
  madeAt: string;
  /** The version of Weir, the major version of PostgreSQL, and the newest migration. */
  weir: string;
  postgres: string;
  migration: string | null;
  /** The size of the backup, and of what it restores. */
  bytes: number;
  unpackedBytes: number;
  /** Where the contents of attachments are: in the backup, or in a bucket that it does not contain. */
  files: 'included' | 'bucket';
  parts: Part[];
}

export const manifestFile = 'manifest.json';
/** The parts: the server's files, its list of them, contents of attachments, secrets, and what a drill compares. */
export const partFiles = {
  database: 'postgres.tar.gz',
  serverManifest: 'postgres-manifest.json',
  files: 'files.tar',
  secrets: 'secrets.json',
  facts: 'facts.json',
} as const;

export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, manifestFile), 'utf8');
  } catch (error) {
    throw new Trouble(
      `${folder} is not a backup.`,
      `Its ${manifestFile} cannot be read: ${(error as Error).message}.`,
      'Name a folder that `npx pnpm backup` made. `npx pnpm restore --list` lists them.',
    );
  }
  const manifest = parse(text);
  if (!manifest) throw new Damage(folder, `${manifestFile} is not complete.`);
  if (manifest.format !== 1) {
    throw new Trouble(
      `The backup ${basename(folder)} has the format ${manifest.format}.`,
      'It was made by a newer Weir, and this one does not know the format.',
      `Restore it with Weir ${manifest.weir} or later.`,
    );
  }
  return manifest;
}

function parse(text: string): Manifest | null {
  try {
    const manifest = JSON.parse(text) as Manifest;
    return manifest && Array.isArray(manifest.parts) && manifest.name ? manifest : null;
  } catch {
    return null;
  }
}

export function partOf({ parts, name }: Manifest, file: string): Part {
  const part = parts.find((each) => each.file === file);
  if (!part) throw new Damage(name, `The manifest names no ${file}.`);
  return part;
}
