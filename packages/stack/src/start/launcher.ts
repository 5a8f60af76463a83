import { commandOf, parentOf } from '../processes.js';

/**
 * Calls `onGone` when one of the programs that launched us (npx, pnpm, their shells) has ended. They hand
 * Ctrl-C on but not SIGTERM, and killed they would leave us behind with our ports taken.
 */
export function watchLaunchers(onGone: () => void): void {
  const chain = launchers();
  if (chain.length < 2) return;
  const whole = () => chain.slice(1).every((pid, index) => parentOf(chain[index]!) === pid);
  const timer = setInterval(() => {
    if (whole()) return;
    clearInterval(timer);
    onGone();
  }, 1000);
  timer.unref();
}

/** Our process id, then those of npx, pnpm and the shells between, from the nearest. */
function launchers(): number[] {
  const chain = [process.pid];
  for (
    let parent = process.ppid;
    /\b(pnpm|npx|npm)\b|start\.js/.test(commandOf(parent));
    parent = parentOf(parent)
  ) {
    chain.push(parent);
  }
  // The shell in which somebody typed the command is none of them.
  while (/^(\S*\/)?\w*sh\b/.test(commandOf(chain.at(-1)!))) chain.pop();
  return chain;
}
