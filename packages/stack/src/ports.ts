import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Finds a free port of 127.0.0.1, below those that the kernel assigns by itself (from 32768 on Linux, 49152
 * elsewhere), so that no outgoing connection takes it first.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

/** Whether nothing listens on the port, neither on all addresses nor on the loopback. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of [undefined, '127.0.0.1']) {
    const server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen({ port, host }, () => server.close(() => resolve(true)));
    });
    if (!free) return false;
  }
  return true;
}
