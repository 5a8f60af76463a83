import { Injectable } from '@nestjs/common';
import type { CardForecast } from '@weir/contract';
import type { Forecast } from '@weir/domain';
import type { BoardIds } from '../database/board-ids.js';
import { ok, type Result, refuse } from '../result.js';
import { ForecastsRepository } from './forecasts.repository.js';
import { ForecastsService, toForecast } from './forecasts.service.js';
import { RecordsService } from './scoring/records.service.js';
import { ShownForecasts } from './scoring/shown-forecasts.service.js';

/** When a card will be delivered. */
@Injectable()
export class CardForecastsService {
  constructor(
    private readonly repository: ForecastsRepository,
    private readonly forecasts: ForecastsService,
    private readonly shown: ShownForecasts,
    private readonly records: RecordsService,
  ) {}

  /**
   * Two forecasts: by the place of the card, as for requests; and if a trade displaced it now, behind all undelivered cards and the one
   * that takes its place. The first is stored to be scored, for the card, or for its request if it has one. The second is not, because
   * such a trade is rare.
   */
  async ofCard(board: BoardIds, number: number): Promise<Result<CardForecast>> {
    const card = await this.repository.card(board, number);
    if (!card) return refuse('not-found');
    const { requestId, item, ahead } = card;
    const record = await this.records.ofPlaces(board, requestId === null ? 'cards' : 'requests');
    if (ahead === null) {
      const forecast = toForecast({ unknown: { code: card.archived ? 'archived' : 'delivered' } });
      return ok({ ...forecast, inPlace: forecast, ahead, record });
    }
    const placesOf = (undelivered: number) => [ahead, undelivered + 1];
    const { today, sample, forecasts } = await this.forecasts.ofItem(board, item, placesOf);
    const [inPlace, displaced] = forecasts as [Forecast, Forecast];
    if (requestId === null) {
      this.shown.showPlace(board, { kind: 'card', card: number, today, ahead, sample, forecast: inPlace });
    } else {
      const { workspaceId, boardId } = board;
      const given = { boardId, requestId, day: today, ahead, sample, forecast: inPlace };
      await this.forecasts.store(workspaceId, [given]);
    }
    return ok({ ...toForecast(displaced), inPlace: toForecast(inPlace), ahead, record });
  }
}
