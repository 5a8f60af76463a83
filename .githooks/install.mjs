// Run by `pnpm install`: points git at the hooks of this folder. Outside a git checkout it does nothing.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.git') && !process.env.CI) {
  try {
    execFileSync('git', ['config', 'core.hooksPath', '.githooks'], { stdio: 'ignore' });
  } catch {
    // No git, or a checkout that is not ours to configure: the hooks are optional.
  }
}
