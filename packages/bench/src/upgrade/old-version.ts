import { execFile } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './instance.js';

/** The code of an earlier revision, installed and built in a separate folder. */
export type OldVersion = {
  commit: string;
  root: string;
  /** Whether its instances stay ready beside newer migrations. Early versions don't. */
  knowsNewer: boolean;
  dispose(): Promise<void>;
};

/**
 * Checks the revision out, and installs and builds its API. It needs its packages in pnpm's store, or npm's registry. `isKept`: keeps the
 * folder for the next trial of this revision.
 */
export async function checkOut(revision: string, isKept: boolean): Promise<OldVersion> {
  const commit = (await run('git', ['rev-parse', '--verify', `${revision}^{commit}`], root)).trim();
  const folder = join(tmpdir(), `weir-${commit}`);
  const built = join(folder, '.built');
  const remove = async () => {
    await run('git', ['worktree', 'remove', '--force', folder], root).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  };
  const dispose = async () => {
    if (!isKept) await remove();
  };
  const version = () => ({
    ...{ commit, root: folder, dispose },
    knowsNewer: existsSync(join(folder, 'prisma/sql/versions.sql')),
  });
  if (existsSync(built)) return version();
  try {
    await remove();
    await run('git', ['worktree', 'add', '--detach', folder, commit], root);
    const pnpm = (args: string[]) => run('npx', ['-y', 'pnpm', ...args], folder);
    const install = ['install', '--frozen-lockfile', '--ignore-scripts'];
    await pnpm([...install, '--offline']).catch(() => pnpm(install));
    await run(join(folder, 'node_modules/.bin/turbo'), ['run', 'build', '--filter=@weir/api'], folder);
    writeFileSync(built, '');
    return version();
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Returns the output of the program. If it fails, the error has the end of the output. */
async function run(program: string, args: string[], cwd: string): Promise<string> {
  // The settings of this version's pnpm and turbo, such as the path of a configuration, are wrong for the old version.
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_OPTIONS|TURBO_|PNPM_)/i.test(name),
  );
  const options = { cwd, env: Object.fromEntries(own), maxBuffer: 256 << 20 };
  try {
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${`${stdout}${stderr}`.slice(-2000)}`);
  }
}
