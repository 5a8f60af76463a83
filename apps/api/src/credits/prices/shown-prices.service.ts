import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { PlainDate, PriceForecast } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { growingCache } from '../../growing-cache.js';
import { BoardPricesRepository } from './board-prices.repository.js';

/**
 * Stores price forecasts that are shown, to be scored when their days are over: the first of each board and day. Nobody waits for it, and a
 * failure is only logged.
 */
@Injectable()
export class ShownPrices implements BeforeApplicationShutdown {
  private readonly log = new Logger('ShownPrices');
  /** The boards and days that are stored already, so that reading them again writes nothing. */
  private readonly stored = growingCache<true>(10_000);
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly repository: BoardPricesRepository,
    private readonly clock: Clock,
  ) {}

  show({ workspaceId, boardId }: BoardIds, today: PlainDate, forecast: PriceForecast): void {
    const mark = `${boardId}/${today}`;
    if ('unknown' in forecast || this.stored.has(mark)) return;
    this.stored.set(mark, true);
    const storing = this.repository
      .storeForecasts({ workspaceId, boardId }, today, forecast.days, this.clock.now())
      .catch((error) => {
        this.stored.delete(mark);
        this.log.warn(`price forecasts were shown and not stored: ${error}`);
      });
    this.pending.add(storing);
    void storing.finally(() => this.pending.delete(storing));
  }

  /** Resolves when everything that was shown so far is stored, or could not be. */
  async settled(): Promise<void> {
    await Promise.all(this.pending);
  }

  /** While the pool is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.settled();
  }
}
