import { Injectable } from '@nestjs/common';
import type { Deferrals, DeferralWeek, WeeklyCapacity } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import { type DeferralRow, DeferralsRepository } from './deferrals.repository.js';

const aWeek = 7;

/** What was put off to when: a date is not promised to more than the team delivers then. */
@Injectable()
export class DeferralsService {
  constructor(
    private readonly repository: DeferralsRepository,
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<Deferrals>> {
    const [rows, capacity] = await Promise.all([
      this.repository.list(access, this.clock.now()),
      this.forecasts.deliveries(access, aWeek),
    ]);
    const weeks = (ahead: boolean) =>
      weeksOf(
        rows.filter((row) => row.ahead === ahead),
        capacity,
      );
    return ok({ capacity, weeks: weeks(true), past: weeks(false) });
  }
}

function weeksOf(rows: readonly DeferralRow[], capacity: WeeklyCapacity): DeferralWeek[] {
  return [...Map.groupBy(rows, ({ monday }) => monday)].map(([from, those]) => {
    const tickets = those.map(({ monday: _, ahead: __, ...ticket }) => ticket);
    const unused = tickets.filter(({ used }) => !used).length;
    return { from, tickets, overpromised: 'p50' in capacity && unused > capacity.p50 };
  });
}
