import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { PgBoss } from 'pg-boss';
import { asLongerWork } from '../database/longer-work.js';
import { Pool } from '../database/pool.js';
import { ENV, type Env } from '../env.js';
import { errorText } from '../error-text.js';
import { inSpan } from '../tracing/spans.js';
import { makeQueue, startBoss, startTrouble } from './boss.js';
import { JobFigures } from './job-figures.js';

/** On shutdown `signal` is aborted, and the work stops between two steps. */
export type Work = (signal: AbortSignal) => Promise<unknown>;
type Job = { name: string; seconds: number; work: Work };

/** The shortest and the longest wait before another attempt to start, in milliseconds. */
const [firstRetry, longestRetry] = [5_000, 60_000];
const patience = 10_000;

/**
 * Periodic work, done by one instance at a time of all that share the database. Where it can't start (the database is
 * down or not migrated) the API serves, logs why, and tries again: after five seconds at first, and after a minute at most.
 */
@Injectable()
export class Jobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly figures = new JobFigures();
  private readonly log = new Logger('Jobs');
  private readonly jobs: Job[] = [];
  private readonly stopping = new AbortController();
  private timers: NodeJS.Timeout[] = [];
  private readonly wakers = new Map<string, () => void>();
  private starting: Promise<PgBoss | null> = Promise.resolve(null);

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly pool: Pool,
  ) {}

  /**
   * Runs `work` at the start and then at the given interval, on any one instance, and never twice at once. It may be cut off
   * and repeated. Its statements have the longer bounds. Call this before the application has started, as in `onModuleInit`.
   * Exceptions are logged, and the next run tries again.
   */
  every(name: string, seconds: number, work: Work): void {
    this.figures.add(name);
    this.jobs.push({ name, seconds, work });
  }

  /** Runs the work of this name at once, where none of it runs: what has come in need not wait for the next time. */
  wake(name: string): void {
    this.wakers.get(name)?.();
  }

  onApplicationBootstrap(): void {
    if (this.env.WEIR_BACKGROUND === 'on' && this.jobs.length > 0) this.begin();
  }

  /** Waits for running work, while the pool is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.clearTimers();
    const boss = await this.starting;
    await boss?.stop({ close: false, timeout: patience });
  }

  private begin(retry = firstRetry): void {
    this.starting = this.start().catch((error: unknown) => {
      this.log.error(`no work in the background, no deadline is kept: ${startTrouble(error)}`);
      const next = () => this.begin(Math.min(longestRetry, 2 * retry));
      if (!this.stopping.signal.aborted) this.timers.push(setTimeout(next, retry).unref());
      return null;
    });
  }

  private async start(): Promise<PgBoss> {
    const boss = await startBoss(this.pool, (error) => this.log.warn(errorText(error)));
    try {
      for (const job of this.jobs) await this.take(boss, job);
    } catch (error) {
      // Otherwise these jobs would run twice after the next attempt.
      this.clearTimers();
      await boss.stop({ close: false, graceful: false }).catch(() => undefined);
      throw error;
    }
    return boss;
  }

  private clearTimers(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }

  private async take(boss: PgBoss, { name, seconds, work }: Job): Promise<void> {
    await makeQueue(boss, name);
    const worker = await boss.work(name, { pollingIntervalSeconds: Math.max(seconds, 1) }, async () => {
      try {
        await this.figures.measure(name, () =>
          inSpan(`job ${name}`, { begins: 'always' }, () => asLongerWork(() => work(this.stopping.signal))),
        );
      } catch (error) {
        this.log.error(`${name}: ${errorText(error)}`);
        throw error;
      }
    });
    const send = async (options = {}) => {
      try {
        // Of all instances that send within these seconds only one succeeds, and it runs the work at once.
        if (await boss.send(name, null, options)) boss.notifyWorker(worker);
      } catch (error) {
        this.log.warn(`${name} is not asked for now: ${errorText(error)}`);
      }
    };
    const sendOnce = () => send({ singletonSeconds: seconds });
    this.wakers.set(name, () => void send());
    this.timers.push(setInterval(() => void sendOnce(), seconds * 1000).unref());
    await sendOnce();
  }
}
