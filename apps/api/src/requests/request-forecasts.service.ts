import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import type { Forecast } from '@weir/domain';
import { Clock } from '../clock.js';
import type { BoardIds } from '../database/board-ids.js';
import { ForecastsService, type OpenRequest, toForecast } from '../flow/forecasts.service.js';
import { isOpen, type StoredRequest, toRequest } from './request-document.js';

/** The forecasts that a write can make, from what was delivered until it started. */
export type WriteForecasts = {
  /** Null for a request that is not accepted. */
  expected(request: StoredRequest): Forecast | null;
  toRequest(request: StoredRequest, now: Date): Request;
};

/** The documents of requests: those that wait with the forecast of their position, accepted ones with that of their card. */
@Injectable()
export class RequestForecastsService {
  constructor(
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  /** In the same order. Requests of many boards take as many statements as those of one. */
  async toRequests(workspaceId: string, stored: readonly StoredRequest[]): Promise<Request[]> {
    const now = this.clock.now();
    const open = stored.flatMap(openRequest);
    const forecasts = await this.forecasts.ofRequests(workspaceId, open);
    const byId = new Map(open.map(({ id }, at) => [id, forecasts[at] ?? null]));
    return stored.map(({ id, facts }) => toRequest(facts, now, byId.get(id) ?? null));
  }

  /** How a write that is about to start makes documents of the requests that it answers. */
  async before(board: BoardIds): Promise<WriteForecasts> {
    const forecast = await this.forecasts.before(board);
    return {
      expected: ({ facts }) => (facts.work?.ahead ? forecast(facts.work.ahead) : null),
      toRequest({ facts }, now) {
        return toRequest(facts, now, facts.work?.ahead ? toForecast(forecast(facts.work.ahead)) : null);
      },
    };
  }
}

function openRequest({ boardId, id, facts: { position, work } }: StoredRequest): OpenRequest[] {
  if (position !== null) return [{ boardId, id, position }];
  return work?.ahead && isOpen(work.state) ? [{ boardId, id, ahead: work.ahead }] : [];
}
