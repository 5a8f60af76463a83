import { Injectable } from '@nestjs/common';
import type { Request } from '@weir/contract';
import { Clock } from '../clock.js';
import { ForecastsService } from '../flow/forecasts.service.js';
import { type Asked, requestOf } from './request-document.js';

/** Requests as they are read: those that wait with the forecast of their place. */
@Injectable()
export class ShownRequestsService {
  constructor(
    private readonly forecasts: ForecastsService,
    private readonly clock: Clock,
  ) {}

  /** In their order. Of any boards of a workspace, in as many statements as of one. */
  async show(workspaceId: string, asked: readonly Asked[]): Promise<Request[]> {
    const now = this.clock.now();
    const queued = asked.flatMap(({ boardId, id, facts: { position } }) =>
      position === null ? [] : [{ boardId, id, position }],
    );
    const forecasts = await this.forecasts.ofQueue(workspaceId, queued);
    const byId = new Map(queued.map(({ id }, at) => [id, forecasts[at] ?? null]));
    return asked.map(({ id, facts }) => ({ ...requestOf(facts, now), forecast: byId.get(id) ?? null }));
  }
}
