import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ReadyStatus } from '@weir/contract';
import { timeBoundsOf } from '@weir/contract/time-bounds';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { PoolerRepository } from './pooler.repository.js';
import { poolerFindings } from './pooler-faults.js';

type Check = ReadyStatus['checks'][number];

/** Milliseconds for which a good result is valid, because each check opens a few connections. */
const goodFor = 60_000;

/** Whether a pooler between the API and PostgreSQL has the settings that the API needs. */
@Injectable()
export class PoolerService {
  private readonly log = new Logger('Pooler');
  private good: { check: Check; at: number } | null = null;
  private lastAdvice = '';

  constructor(
    private readonly repository: PoolerRepository,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Checks at each call until there is no fault, and then at most once a minute. */
  async check(): Promise<Check> {
    const now = this.clock.now().getTime();
    if (this.good && now - this.good.at < goodFor) return this.good.check;
    const { faults, advice } = poolerFindings(await this.repository.look(), timeBoundsOf(this.env));
    const ok = faults.length === 0;
    const detail = (ok ? advice : faults).join('; ');
    if (ok) this.sayAdvice(detail);
    const check = { name: 'pooler', ok, ...(detail && { detail }) };
    this.good = ok ? { check, at: now } : null;
    return check;
  }

  /** Logs a change. */
  private sayAdvice(advice: string): void {
    if (advice === this.lastAdvice) return;
    this.lastAdvice = advice;
    if (advice) this.log.warn(`the pooler: ${advice}`);
  }
}
