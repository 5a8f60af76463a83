/** How long other work can delay it, in milliseconds. */
const atTheLatest = 2_000;

/** Runs `act` when the browser is idle. Returns what cancels it. */
export function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(act, { timeout: atTheLatest });
  return () => cancelIdleCallback(idle);
}
