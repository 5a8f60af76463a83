import { Injectable } from '@nestjs/common';
import type { Ledger, LedgerQuery } from '@weir/contract';
import { percentile, startOf, today } from '@weir/domain';
import { Clock } from '../clock.js';
import type { BoardAccess } from '../http/caller.js';
import { invalid } from '../http/refusals.js';
import { ok, type Result } from '../result.js';
import { IntakeRepository } from './intake.repository.js';
import { LedgerRepository } from './ledger.repository.js';

const daysShown = 30;

/** What became of everything that was asked in a period of days. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly repository: LedgerRepository,
    private readonly intake: IntakeRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The requests submitted from the beginning of the first day to the end of the last, in the board's time
   * zone: `asked` is `waiting`, all of `answered`, `expired` and `shed` together. Times to answer are of what
   * the team answered, in seconds; what was withdrawn, expired or shed says nothing of how fast it answers.
   */
  async read(access: BoardAccess, query: LedgerQuery): Promise<Result<Ledger>> {
    const { timeZone } = await this.intake.read(access);
    const to = query.to ?? laterOf(today(this.clock.now(), timeZone), query.from);
    const from = query.from ?? daysAfter(to, 1 - daysShown);
    if (from > to) return invalid('from', `must not be after ${to}`);

    const period = { from: startOf(from, timeZone), before: startOf(daysAfter(to, 1), timeZone) };
    const { ended, waiting, refused, seconds } = await this.repository.count(access, period);
    const countOf = (kind: 'expired' | 'shed') =>
      ended.filter((each) => each.kind === kind).reduce((sum, { count }) => sum + count, 0);
    return ok({
      from,
      to,
      asked: ended.reduce((sum, { count }) => sum + count, waiting),
      waiting,
      answered: ended.filter(({ kind }) => kind !== 'expired' && kind !== 'shed'),
      expired: countOf('expired'),
      shed: countOf('shed'),
      refusedAtTheDoor: refused,
      timeToAnswer: timesOf(seconds),
    });
  }
}

function timesOf(seconds: number[]): Ledger['timeToAnswer'] {
  const [p50, p85] = [percentile(seconds, 0.5), percentile(seconds, 0.85)];
  return p50 === null || p85 === null ? null : { p50, p85, sample: seconds.length };
}

function laterOf(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day;
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
