import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Language, Ledger, LedgerPeriod, LedgerQuery } from '@weir/contract';
import { addDays, startOfDay, todayIn } from '@weir/domain';
import { worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { Clock } from '../../clock.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { csvInBatches } from '../../http/csv.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { PolicyService } from '../policy/policy.service.js';
import { accountOf, groupsOf } from './accounts.js';
import { LedgerRepository, type LedgerRow, type Period } from './ledger.repository.js';

const daysShown = 30;
const rowsAtOnce = 500;

const columns: (keyof LedgerRow)[] = [
  'ref',
  'title',
  'classOfService',
  'requester',
  'guest',
  'submittedAt',
  'answerBy',
  'answeredAt',
  'kind',
  'reason',
  'message',
  'until',
  'secondsToAnswer',
];

type Days = { from: string; to: string; period: Period };
export type LedgerFile = { name: string; csv: Readable };

/** The outcome of all requests of a period of days. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly repository: LedgerRepository,
    private readonly policy: PolicyService,
    private readonly clock: Clock,
  ) {}

  /** Requests from the start of the first day to the end of the last one, in the board's time zone. */
  async read(access: BoardAccess, { by, ...named }: LedgerQuery): Promise<Result<Ledger>> {
    const days = await this.days(access, named);
    if (!days.ok) return days;
    const { from, to, period } = days.value;
    const parts = await this.repository.parts(access, period, by);
    return ok({ from, to, ...accountOf(parts), ...(by && { groups: groupsOf(parts, by) }) });
  }

  /** One row per request. */
  async file(access: BoardAccess, named: LedgerPeriod, language: Language): Promise<Result<LedgerFile>> {
    const days = await this.days(access, named);
    if (!days.ok) return days;
    const { from, to, period } = days.value;
    const words = createWords(language);
    const csv = await csvInBatches<LedgerRow & { number: number }>({
      columns,
      read: (last) => this.repository.rows(access, period, { after: last?.number ?? 0, size: rowsAtOnce }),
      size: rowsAtOnce,
      toRows: (rows) => worded(words, rows) as LedgerRow[],
    });
    return ok({ name: `${access.boardKey}-ledger-${from}-${to}.csv`, csv });
  }

  /** Default: the last 30 days. */
  private async days(access: BoardAccess, named: LedgerPeriod): Promise<Result<Days>> {
    const timeZone = await this.policy.timeZone(access);
    const to = named.to ?? laterOf(todayIn(this.clock.now(), timeZone), named.from);
    const from = named.from ?? addDays(to, 1 - daysShown);
    if (from > to) return invalid('from', 'afterTo', { to });
    const period = {
      from: startOfDay(from, timeZone),
      before: startOfDay(addDays(to, 1), timeZone),
      timeZone,
    };
    return ok({ from, to, period });
  }
}

function laterOf(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day;
}
