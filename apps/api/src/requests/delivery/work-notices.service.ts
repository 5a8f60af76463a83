import { Injectable } from '@nestjs/common';
import type { Forecast } from '@weir/domain';
import { ForecastsService, type OpenRequest } from '../../flow/forecasts.service.js';
import { WorkNoticesRepository, type WorkToAnnounce } from './work-notices.repository.js';

/** Notifies requesters of what becomes of their accepted work. */
@Injectable()
export class WorkNoticesService {
  constructor(
    private readonly repository: WorkNoticesRepository,
    private readonly forecasts: ForecastsService,
  ) {}

  /** The requests with steps to announce, by workspace. */
  async due(now: Date, most: number): Promise<WorkToAnnounce[][]> {
    const due = await this.repository.due(now, most);
    return [...Map.groupBy(due, ({ workspaceId }) => workspaceId).values()];
  }

  /** Announces the state of these requests of one workspace, with the date that is expected now. */
  async announce(due: readonly WorkToAnnounce[], now: Date): Promise<void> {
    const expected = await this.expected(due);
    for (const each of due) await this.repository.announce(each, now, expected.get(each.requestId) ?? null);
  }

  private async expected(due: readonly WorkToAnnounce[]): Promise<ReadonlyMap<string, Forecast>> {
    const open = due.flatMap(({ boardId, requestId: id, ahead }): OpenRequest[] =>
      ahead === null ? [] : [{ boardId, id, ahead }],
    );
    const workspaceId = due[0]?.workspaceId ?? '';
    const given = await this.forecasts.computed(workspaceId, open);
    return new Map(given.map(({ requestId, forecast }) => [requestId, forecast]));
  }
}
