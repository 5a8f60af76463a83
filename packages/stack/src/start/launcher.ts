import { commandOf, parentOf } from '../processes.js';

/**
 * Calls `onGone` when one of the programs that launched us (npx, pnpm, their shells) has ended. They pass on Ctrl-C
 * but not SIGTERM, and if they are killed we would keep running and occupy our ports.
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

/** Our process id, then those of npx, pnpm and the shells between them, nearest first. */
function launchers(): number[] {
  const chain = [process.pid];
  for (
    let parent = process.ppid;
    /\b(pnpm|npx|npm)\b|start\.js/.test(commandOf(parent));
    parent = parentOf(parent)
  ) {
    chain.push(parent);
  }
  // Leaves out the shell in which the command was typed.
  while (/^(\S*\/)?\w*sh\b/.test(commandOf(chain.at(-1)!))) chain.pop();
  return chain;
}
