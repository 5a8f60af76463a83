import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { ReadyStatus } from '@weir/contract';
import { Clock } from '../clock.js';
import { loggedError } from '../error-text.js';
import { type DatabaseStatus, HealthRepository } from './health.repository.js';
import { PoolerService } from './pooler/pooler.service.js';

type Check = ReadyStatus['checks'][number];
/** `error`: the error of the database, for the log. */
type Checked = { checks: Check[]; error?: unknown };

/** Milliseconds between this instance's clock and the database's, beyond which its times would mislead. */
const mostOutOfStep = 2_000;

/** Milliseconds for all checks together: a database that takes longer cannot serve. */
const patience = 2_800;

/** Whether this instance can serve, and the reasons if it can’t. */
@Injectable()
export class HealthService {
  private readonly log = new Logger('Health');
  private isStopping = false;
  private lastSaid = '';
  private hasLookedAtRole = false;
  private lastOthers = '';
  private running: Promise<ReadyStatus> | null = null;

  constructor(
    private readonly repository: HealthRepository,
    private readonly pooler: PoolerService,
    private readonly clock: Clock,
  ) {}

  /** From now on it is not ready. */
  stop(): void {
    this.isStopping = true;
  }

  /** Calls at the same time share one check: nothing limits them, and they have one connection to the database. */
  ready(): Promise<ReadyStatus> {
    if (this.isStopping) return this.check();
    this.running ??= this.check().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async check(): Promise<ReadyStatus> {
    const { checks, error }: Checked = this.isStopping
      ? { checks: [{ name: 'process', ok: false, detail: 'it is stopping' }] }
      : await Promise.race([this.databaseChecks(), tooLate()]);
    const failed = checks.filter(({ ok }) => !ok);
    this.say(failed.map(({ name, detail }) => `${name}: ${detail}`).join('; '), error);
    return { status: failed.length === 0 ? 'ready' : 'notReady', checks };
  }

  private async databaseChecks(): Promise<Checked> {
    try {
      const asked = this.clock.now().getTime();
      const status = await this.repository.status();
      const answered = this.clock.now().getTime();
      await this.warnOfOwner();
      const checks = [
        { name: 'database', ok: true },
        writableCheck(status),
        await this.pooler.check(),
        clockCheck(status, asked, answered),
        await this.migrationsCheck(),
      ];
      return { checks };
    } catch (error) {
      const { code } = error as { code?: string };
      const detail = code ? `it refused with ${code}` : 'it did not answer';
      return { checks: [{ name: 'database', ok: false, detail }], error };
    }
  }

  /** The database may have newer migrations, but this version must have all migrations that the database requires. */
  private async migrationsCheck(): Promise<Check> {
    const { repository } = this;
    const [own, applied, required] = [
      await repository.ownMigrations(),
      await repository.appliedMigrations(),
      await repository.requiredMigrations(),
    ];
    const missing = own.filter((name) => !applied.includes(name));
    const removed = required.filter((name) => !own.includes(name));
    const others = applied.filter((name) => !own.includes(name));
    const check = (ok: boolean, detail: string) => ({ name: 'migrations', ok, detail });
    if (applied.length === 0) return check(false, 'no migration is applied');
    if (missing.length > 0) return check(false, `not applied: ${missing.join(', ')}`);
    if (removed.length > 0)
      return check(false, `the database needs a newer version, with: ${removed.join(', ')}`);
    this.sayOthers(others);
    const beside = others.length > 0 ? `; also applied, by another version: ${listed(others)}` : '';
    return check(true, `${own.at(-1)}${beside}`);
  }

  /** Logs a change. */
  private sayOthers(others: string[]): void {
    const said = others.length > 0 ? listed(others) : '';
    if (said === this.lastOthers) return;
    this.lastOthers = said;
    if (said)
      this.log.warn(`another version has migrated the database, and this one runs beside it: ${said}`);
  }

  /** Once: it is a choice of the operator. */
  private async warnOfOwner(): Promise<void> {
    if (this.hasLookedAtRole) return;
    const role = await this.repository.owningRole();
    this.hasLookedAtRole = true;
    if (role) {
      this.log.warn(
        `the database role "${role}" owns the tables and could remove what enforces the limits. ` +
          'Give the API a role with rights on rows only: docs/operations/database.md',
      );
    }
  }

  /** Logs a change, not every call: readiness is asked for every few seconds. */
  private say(fault: string, error: unknown): void {
    // A check that began before the stop can end after it.
    if (fault === this.lastSaid || (this.isStopping && !fault)) return;
    this.lastSaid = fault;
    const { message } = error === undefined ? {} : loggedError(error);
    if (fault) this.log.warn(`not ready: ${fault}${message ? ` (${message})` : ''}`);
    else this.log.log('ready again');
  }
}

async function tooLate(): Promise<Checked> {
  await sleep(patience, undefined, { ref: false });
  return { checks: [{ name: 'database', ok: false, detail: 'it did not answer in time' }] };
}

function writableCheck({ isReadOnly }: DatabaseStatus): Check {
  return {
    name: 'writable',
    ok: !isReadOnly,
    ...(isReadOnly && { detail: 'the database takes no writes: it is a replica or read-only' }),
  };
}

/** The database's time lies between asking and the answer, give or take what clocks may differ. */
function clockCheck({ now }: DatabaseStatus, asked: number, answered: number): Check {
  const off = Math.max(asked - now.getTime(), now.getTime() - answered, 0);
  const ok = off <= mostOutOfStep;
  return {
    name: 'clock',
    ok,
    ...(!ok && { detail: `this instance and the database differ by ${Math.round(off / 1000)} s` }),
  };
}

const mostListed = 3;

/** The newest names, and how many more there are. */
function listed(names: string[]): string {
  const more = names.length - mostListed;
  return names.slice(-mostListed).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
