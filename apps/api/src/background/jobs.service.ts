import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import { Pool } from '../database/pool.js';
import { ENV, type Env } from '../env.js';
import { makeQueue, startBoss, troubleInWords } from './boss.js';

/** Told to stop, it leaves off between two steps: `signal` is aborted then. */
export type Work = (signal: AbortSignal) => Promise<unknown>;
type Job = { name: string; seconds: number; work: Work };

const triedAgainAfter = 60_000;
const patience = 10_000;

/**
 * Work that is done again and again, by one instance at a time of all that share the database. Where it can't start
 * (the database is away, or the role may not make a schema) the API serves, says why, and tries again in a minute.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly jobs: Job[] = [];
  private readonly stopping = new AbortController();
  private timers: NodeJS.Timeout[] = [];
  private starting: Promise<PgBoss | null> = Promise.resolve(null);

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly pool: Pool,
  ) {}

  /**
   * Has `work` done at the start and once in so many seconds, on whichever instance comes first; not again while it
   * runs. It must stand being cut off and being done twice. To be called before the application has started, as in
   * `onModuleInit`. What it throws is logged, and the next time is another try.
   */
  every(name: string, seconds: number, work: Work): void {
    this.jobs.push({ name, seconds, work });
  }

  onApplicationBootstrap(): void {
    if (this.env.WEIR_BACKGROUND === 'on' && this.jobs.length > 0) this.begin();
  }

  /** Waits for what runs. The pool is still open now. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    for (const timer of this.timers) clearInterval(timer);
    const boss = await this.starting;
    await boss?.stop({ close: false, timeout: patience });
  }

  private begin(): void {
    this.starting = this.start().catch((error: unknown) => {
      this.log.error(`no work in the background, no deadline is kept: ${troubleInWords(error)}`);
      if (!this.stopping.signal.aborted)
        this.timers.push(setTimeout(() => this.begin(), triedAgainAfter).unref());
      return null;
    });
  }

  private async start(): Promise<PgBoss> {
    const boss = await startBoss(this.pool, (error) => this.log.warn(String(error)));
    for (const job of this.jobs) await this.take(boss, job);
    return boss;
  }

  private async take(boss: PgBoss, { name, seconds, work }: Job): Promise<void> {
    await makeQueue(boss, name);
    const worker = await boss.work(name, { pollingIntervalSeconds: Math.max(seconds, 1) }, async () => {
      try {
        await work(this.stopping.signal);
      } catch (error) {
        this.log.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
        throw error;
      }
    });
    const send = async () => {
      try {
        // Of all instances that say so within these seconds one is heard, and sees to it at once.
        if (await boss.send(name, null, { singletonSeconds: seconds })) boss.notifyWorker(worker);
      } catch (error) {
        this.log.warn(`${name} is not asked for now: ${String(error)}`);
      }
    };
    this.timers.push(setInterval(() => void send(), seconds * 1000).unref());
    await send();
  }
}
