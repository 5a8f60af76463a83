import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { isDayOff, nextPrice, pressureLevel, todayIn } from '@weir/domain';
import { eachDue } from '../../background/each-due.js';
import { Jobs } from '../../background/jobs.service.js';
import { Clock } from '../../clock.js';
import { ENV, type Env } from '../../env.js';
import { BoardPricesRepository, type BoardToPrice } from './board-prices.repository.js';

const boardsAtOnce = 200;
/** So that a statement takes well under a second. */
const forecastsAtOnce = 1_000;
/** Days begin at a quarter of an hour in every zone. */
const aQuarter = 900;

/**
 * Prices each working day of a board at its beginning, in the board’s time zone, from the pressure at that moment. A day is priced
 * once, by whichever instance comes first. Missed days keep the last price: nobody measured their pressure, so the next price is one
 * step from it, not several. It also scores the forecasts of prices whose day is over.
 */
@Injectable()
export class PriceDaysService implements OnModuleInit {
  private readonly log = new Logger('Prices');

  constructor(
    @Inject(ENV) private readonly env: Env,
    private readonly jobs: Jobs,
    private readonly repository: BoardPricesRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const seconds = Math.max(aQuarter, this.env.WEIR_SWEEP_SECONDS);
    this.jobs.every('price-days', seconds, (signal) => this.priceAll(signal));
  }

  async priceAll(stopped?: AbortSignal): Promise<void> {
    const now = this.clock.now();
    await eachDue(this.boards(), (board) => this.price(board, now), { log: this.log, stopped });
    let scored = forecastsAtOnce;
    while (scored === forecastsAtOnce && !stopped?.aborted)
      scored = await this.repository.scoreForecasts(now, forecastsAtOnce);
  }

  private async *boards(): AsyncGenerator<BoardToPrice> {
    for (let after: BoardToPrice | null = null; ; ) {
      const page: BoardToPrice[] = await this.repository.boardsToPrice(after, boardsAtOnce);
      yield* page;
      after = page.at(-1) ?? null;
      if (page.length < boardsAtOnce) return;
    }
  }

  private async price(board: BoardToPrice, now: Date): Promise<void> {
    const { timeZone, workingHours, since, lastDay, thousandths, maxPrice } = board;
    const day = todayIn(now, timeZone);
    if (isDayOff(day, { timeZone, workingHours }) || day <= (lastDay ?? todayIn(since, timeZone))) return;
    const facts = await this.repository.pressure(board);
    const level = pressureLevel({ ...facts, intake: facts });
    const next = nextPrice(thousandths, level, maxPrice);
    await this.repository.add(board, { day, thousandths: next, level }, now);
  }
}
