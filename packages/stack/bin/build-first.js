// The programs are TypeScript, so what they need is built first. Turbo skips what has not changed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Builds these packages, unless the caller says that it has. Returns the repository's folder. */
export function buildFirst(...packages) {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  if (process.env.WEIR_BUILT === 'on') return root;
  const filters = packages.map((name) => `--filter=${name}`);
  const { status, stdout, stderr } = spawnSync(
    `${root}/node_modules/.bin/turbo`,
    ['run', 'build', ...filters, '--output-logs=errors-only'],
    { cwd: root, encoding: 'utf8' },
  );
  if (status === 0) return root;
  process.stderr.write(`${stdout}${stderr}\nWeir could not be built. The errors are above.\n`);
  process.exit(1);
}
