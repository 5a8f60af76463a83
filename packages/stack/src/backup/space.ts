import { statfs } from 'node:fs/promises';
import { Trouble } from '../trouble.js';

const megabyte = 1024 ** 2;
/** What must remain free beside a copy. */
const margin = 64 * megabyte;

/** Refuses before anything is written where a copy of `bytes` would fill the disk. */
export async function assertSpace(folder: string, bytes: number, what: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= bytes + margin) return;
  throw new Trouble(
    `There is not enough space on the disk for ${what}.`,
    `It needs ${megabytes(bytes + margin)}, and ${folder} has ${megabytes(free)} free.`,
    'Free some space, keep fewer backups (WEIR_BACKUP_KEEP), or set WEIR_BACKUP_DIR to a folder on another disk. Nothing was changed.',
  );
}

export const megabytes = (bytes: number) =>
  `${(bytes / megabyte).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
