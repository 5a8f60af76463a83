import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Trouble } from '../trouble.js';

/** Builds everything; prints only errors. Turbo skips what has not changed. */
export async function build(root: string): Promise<void> {
  const packages = ['@weir/prisma', '@weir/api', '@weir/web'].map((name) => `--filter=${name}`);
  const turbo = spawn(
    join(root, 'node_modules/.bin/turbo'),
    ['run', 'build', ...packages, '--output-logs=errors-only'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [turbo.stdout, turbo.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(turbo, 'close');
  if (code !== 0)
    throw new Trouble('The build failed.', `\n${output}\n`, 'Fix the errors above, then start again.');
}
