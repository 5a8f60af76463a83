import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { Clock } from '../clock.js';
import { ForecastsService } from '../flow/forecasts.service.js';
import { type StoredRequest, toRequest } from './request-document.js';

/** The documents of requests, those that wait with the forecast of their position. */
@Injectable()
export class RequestForecastsService {
  constructor(
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  /** In the same order. Requests of many boards take as many statements as those of one. */
  async toRequests(workspaceId: string, stored: readonly StoredRequest[]): Promise<Request[]> {
    const now = this.clock.now();
    const queued = stored.flatMap(({ boardId, id, facts: { position } }) =>
      position === null ? [] : [{ boardId, id, position }],
    );
    const forecasts = await this.forecasts.ofQueue(workspaceId, queued);
    const byId = new Map(queued.map(({ id }, at) => [id, forecasts[at] ?? null]));
    return stored.map(({ id, facts }) => ({ ...toRequest(facts, now), forecast: byId.get(id) ?? null }));
  }
}
