import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
const tmpfs = 0x01021994;
/** A run of all tests needs less than a quarter of it. */
const enough = 2 * 1024 ** 3;

/**
 * Creates the home of a server that is deleted after use. Where the system has enough memory for files, it is there:
 * copying and dropping a database creates and deletes about 650 files, which takes ext4 ten times as long.
 */
export function temporaryHome(durable: boolean): string {
  return mkdtempSync(join(!durable && hasMemoryForFiles() ? memory : tmpdir(), 'weir-postgres-'));
}

function hasMemoryForFiles(): boolean {
  try {
    const { type, bavail, bsize } = statfsSync(memory);
    return type === tmpfs && bavail * bsize >= enough;
  } catch {
    return false;
  }
}
