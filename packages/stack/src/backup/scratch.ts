import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export interface ScratchFolder {
  path: string;
  remove(): void;
}

const prefix = 'scratch-';

/**
 * A folder in the data folder for a copy that is only looked at. It is there because the account that runs PostgreSQL can enter
 * the data folder. What killed commands left there is deleted: only one command runs at a time.
 */
export function scratchFolder(dataDir: string): ScratchFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  for (const name of readdirSync(dataDir).filter((each) => each.startsWith(prefix)))
    rmSync(join(dataDir, name), { recursive: true, force: true });
  const path = join(dataDir, `${prefix}${process.pid}`);
  mkdirSync(path, { mode: 0o755 });
  const remove = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', remove);
  return {
    path,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}
