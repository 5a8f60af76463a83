#!/usr/bin/env node
// `pnpm start`. The launcher is TypeScript, so this builds it first; the launcher builds the rest.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const arguments_ = ['run', 'build', '--filter=@weir/stack', '--output-logs=errors-only'];
const { status, stdout, stderr } = spawnSync(`${root}/node_modules/.bin/turbo`, arguments_, {
  cwd: root,
  encoding: 'utf8',
});
if (status !== 0) {
  process.stderr.write(`${stdout}${stderr}\nWeir could not be built. The errors are above.\n`);
  process.exit(1);
}
const { start } = await import('../dist/start/start.js');
await start(root);
