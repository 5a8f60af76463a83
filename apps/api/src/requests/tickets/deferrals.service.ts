import { Injectable } from '@nestjs/common';
import type { Deferrals, DeferralWeek, WeeklyCapacity } from '@weir/contract';
import { Clock } from '../../clock.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import { type DeferralRow, DeferralsRepository } from './deferrals.repository.js';

const weekDays = 7;

/** The tickets of deferred requests by week, next to what the team delivers per week: a week can be overpromised. */
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
      this.forecasts.deliveries(access, weekDays),
    ]);
    const [ahead, past] = [rows.filter((row) => row.ahead), rows.filter((row) => !row.ahead)];
    return ok({ capacity, weeks: groupByWeek(ahead, capacity), past: groupByWeek(past, capacity) });
  }
}

function groupByWeek(rows: readonly DeferralRow[], capacity: WeeklyCapacity): DeferralWeek[] {
  return [...Map.groupBy(rows, ({ monday }) => monday)].map(([from, sameWeek]) => {
    const tickets = sameWeek.map(({ monday: _, ahead: __, ...ticket }) => ticket);
    const unused = tickets.filter(({ used }) => !used).length;
    return { from, tickets, overpromised: 'p50' in capacity && unused > capacity.p50 };
  });
}
