import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processes.js';

export interface ScratchFolder {
  path: string;
  remove(): void;
}

const pattern = /^scratch-(\d+)$/;

/**
 * A folder in the data folder for a copy that is only read. It is there because the account that runs PostgreSQL can enter
 * the data folder. Folders of killed commands are deleted. The name has the process id, because a command with another folder
 * of backups can run at the same time.
 */
export function scratchFolder(dataDir: string): ScratchFolder {
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  for (const left of readdirSync(dataDir).filter(isLeft))
    rmSync(join(dataDir, left), { recursive: true, force: true });
  const path = join(dataDir, `scratch-${process.pid}`);
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

function isLeft(folder: string): boolean {
  const pid = Number(pattern.exec(folder)?.[1]);
  return pid === process.pid || (pid > 0 && !isAlive(pid));
}
