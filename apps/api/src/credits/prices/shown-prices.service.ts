import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { PlainDate, PriceForecast } from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import { WriteBehind } from '../../database/write-behind.js';
import { BoardPricesRepository } from './board-prices.repository.js';

/**
 * Stores price forecasts that are shown, to be scored when their days are over: the first of each board and day. No call waits for it,
 * and a failure is only logged.
 */
@Injectable()
export class ShownPrices implements BeforeApplicationShutdown {
  private readonly shown = new WriteBehind('price forecasts', 10_000);

  constructor(
    private readonly repository: BoardPricesRepository,
    private readonly clock: Clock,
  ) {}

  show({ workspaceId, boardId }: BoardIds, today: PlainDate, forecast: PriceForecast): void {
    if ('unknown' in forecast) return;
    const nameOf = () => `${boardId}/${today}`;
    const { days } = forecast;
    this.shown.write([forecast], nameOf, () =>
      this.repository.storeForecasts({ workspaceId, boardId }, today, days, this.clock.now()),
    );
  }

  /** Resolves when everything that was shown so far is stored, or could not be. */
  settled(): Promise<void> {
    return this.shown.settled();
  }

  /** While the pool is still open. */
  beforeApplicationShutdown(): Promise<void> {
    return this.settled();
  }
}
