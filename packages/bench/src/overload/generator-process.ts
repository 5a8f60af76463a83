import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ClosedLoop, OpenLoop } from './generator.js';
import type { LoadWorld } from './load-world.js';
import type { CallClass } from './mix.js';

const main = fileURLToPath(new URL('../../dist/overload/generator-main.js', import.meta.url));

/** What the generator does next: see `Generator`. */
export type Order =
  | { do: 'begin'; world: LoadWorld; seed: number }
  | { do: 'addWaiting'; paths: string[] }
  | { do: 'closed'; clients: number; seconds: number; of?: CallClass }
  | { do: 'open'; perSecond: number; seconds: number; normal: number; patient: number }
  | { do: 'end' };
export type Results = { begin: null; addWaiting: null; closed: ClosedLoop; open: OpenLoop; end: null };

type Reply<Doing extends Order['do']> = { result: Results[Doing]; error?: string };

/** The generator, in its own process. */
export class GeneratorProcess {
  private readonly child: ChildProcess = fork(main, {
    env: { PATH: process.env.PATH },
    // Its own session, which its priority needs.
    detached: true,
  });

  /** Sends one order at a time. Rejects if the order fails or the process ends. */
  async order<Doing extends Order['do']>(order: Extract<Order, { do: Doing }>): Promise<Results[Doing]> {
    const over = new AbortController();
    const { signal } = over;
    const reply = Promise.race([
      once(this.child, 'message', { signal }),
      once(this.child, 'exit', { signal }).then(() => {
        throw new Error('the generator has ended');
      }),
    ]);
    this.child.send(order);
    const [{ result, error }] = (await reply.finally(() => over.abort())) as [Reply<Doing>];
    if (error) throw new Error(error);
    return result;
  }

  async end(): Promise<void> {
    if (this.child.exitCode !== null || !this.child.connected) return;
    const gone = once(this.child, 'exit');
    this.child.disconnect();
    await gone;
  }
}
