import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const deploy = fileURLToPath(new URL('../../../../deploy', import.meta.url));

/** Copies a file of deploy/ to a folder that its program can read. Returns the copy's path. */
export function shipped(
  name: 'front.cfg' | 'patroni.yml' | 'pgbouncer.ini' | 'primary.cfg',
  folder: string,
): string {
  const copy = join(folder, name);
  copyFileSync(join(deploy, name), copy);
  return copy;
}
