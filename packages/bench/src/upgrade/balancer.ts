import { Pool } from 'undici';
import type { Instance } from './instance.js';

const interval = 100;
const connections = 64;

type Behind = {
  instance: Instance;
  pool: Pool;
  isReady: boolean;
  ignoresReadiness: boolean;
  timer: NodeJS.Timeout;
};

/** Chooses a ready instance for each call in turn, like a proxy. It reads the readiness of each instance ten times a second. */
export class Balancer {
  private readonly behind: Behind[] = [];
  private turn = 0;

  /** Adds a ready instance. */
  add(instance: Instance): void {
    const pool = new Pool(instance.origin, { connections, pipelining: 1 });
    const each: Behind = {
      instance,
      pool,
      isReady: true,
      ignoresReadiness: false,
      timer: setInterval(ask, interval),
    };
    this.behind.push(each);
    async function ask() {
      const { isReady } = await instance.readiness().catch(() => ({ isReady: false }));
      each.isReady = isReady || each.ignoresReadiness;
    }
  }

  /** Sends calls to the instance even if it is not ready, because its version is never ready on a newer database. */
  ignoreReadiness(instance: Instance): void {
    const each = this.of(instance);
    each.ignoresReadiness = true;
    each.isReady = true;
  }

  /** Sends no more calls to an instance whose readiness is ignored. Other instances are not ready when they stop. */
  prepareStop(instance: Instance): void {
    const each = this.of(instance);
    if (each.ignoresReadiness) each.isReady = each.ignoresReadiness = false;
  }

  async remove(instance: Instance): Promise<void> {
    const each = this.of(instance);
    this.behind.splice(this.behind.indexOf(each), 1);
    clearInterval(each.timer);
    await each.pool.destroy();
  }

  async close(): Promise<void> {
    await Promise.all([...this.behind].map(({ instance }) => this.remove(instance)));
  }

  /** The next instance that is ready. Throws if there is none. */
  next(): { name: string; origin: string; pool: Pool } {
    const ready = this.behind.filter(({ isReady }) => isReady);
    this.turn += 1;
    const each = ready[this.turn % ready.length];
    if (!each) throw new Error('no instance is ready');
    return { name: each.instance.name, origin: each.instance.origin, pool: each.pool };
  }

  private of(instance: Instance): Behind {
    return this.behind.find((each) => each.instance === instance)!;
  }
}
