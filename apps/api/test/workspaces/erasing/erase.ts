import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Api } from '../../support/api.js';

const bin = fileURLToPath(new URL('../../../../../prisma/dist/bin/erase.js', import.meta.url));

/** Runs `weir-erase` on the database of the API. */
export function erase({ pool }: Api, ...args: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [bin, ...args], {
    env: { ...process.env, DATABASE_URL: pool.options.connectionString },
    encoding: 'utf8',
  });
  return { status, stderr };
}
