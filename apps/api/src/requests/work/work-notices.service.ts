import { Injectable } from '@nestjs/common';
import type { Forecast } from '@weir/domain';
import { ForecastsService, type OpenRequest } from '../../flow/forecasts.service.js';
import { WorkNoticesRepository, type WorkToTell } from './work-notices.repository.js';

/** Notifies requesters of what becomes of their accepted work. */
@Injectable()
export class WorkNoticesService {
  constructor(
    private readonly repository: WorkNoticesRepository,
    private readonly forecasts: ForecastsService,
  ) {}

  /** The requests with steps to tell, by workspace. */
  async due(now: Date, most: number): Promise<WorkToTell[][]> {
    const due = await this.repository.due(now, most);
    return [...Map.groupBy(due, ({ workspaceId }) => workspaceId).values()];
  }

  /** Tells the state of these requests of one workspace, with the date that is expected now. */
  async tell(due: readonly WorkToTell[], now: Date): Promise<void> {
    const expected = await this.expected(due);
    for (const each of due) await this.repository.tell(each, now, expected.get(each.requestId) ?? null);
  }

  private async expected(due: readonly WorkToTell[]): Promise<ReadonlyMap<string, Forecast>> {
    const open = due.flatMap(({ boardId, requestId: id, ahead }): OpenRequest[] =>
      ahead === null ? [] : [{ boardId, id, ahead }],
    );
    const workspaceId = due[0]?.workspaceId ?? '';
    const given = await this.forecasts.computed(workspaceId, open);
    return new Map(given.map(({ requestId, forecast }) => [requestId, forecast]));
  }
}
