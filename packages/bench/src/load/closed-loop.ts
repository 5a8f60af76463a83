/** One client: it makes its next call when the last one is answered. Rejects if the answer is wrong. `before`: what it waits for first, off the clock. */
export type Work = (() => Promise<unknown>) & { before?(): Promise<unknown> };

/** Runs each client for this many seconds, or for this many calls in all. Latencies in milliseconds, one per answer. */
export async function closedLoop(
  clients: Work[],
  seconds: number,
  most = Number.POSITIVE_INFINITY,
): Promise<{ latencies: number[]; seconds: number }> {
  const latencies: number[] = [];
  let left = most;
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(
    clients.map(async (work) => {
      while (performance.now() < end && left > 0) {
        left -= 1;
        await work.before?.();
        const called = performance.now();
        await work();
        latencies.push(performance.now() - called);
      }
    }),
  );
  return { latencies, seconds: (performance.now() - begin) / 1000 };
}
