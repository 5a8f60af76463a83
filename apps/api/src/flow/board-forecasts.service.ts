import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { BoardForecast, BoardForecastQuery, BoardsForecast, BoardsForecastQuery } from '@weir/contract';
import { addDays, forecastHistoryDays, horizonDays, type PlainDate } from '@weir/domain';
import { Clock } from '../clock.js';
import { type Access, type BoardAccess, boardsOf } from '../http/access/caller.js';
import { invalid, invalidAll } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';
import { answerOf } from './board-forecast.js';
import { type FlowRow, ForecastsRepository } from './forecasts.repository.js';
import { RecordsService } from './scoring/records.service.js';
import { ShownForecasts } from './scoring/shown-forecasts.service.js';
import { lastDay, type OneOfSeveral, together, toJointForecasts } from './together.js';

type Refused = ReturnType<typeof invalid>;

@Injectable()
export class BoardForecastsService {
  constructor(
    private readonly repository: ForecastsRepository,
    private readonly shown: ShownForecasts,
    private readonly records: RecordsService,
    private readonly clock: Clock,
  ) {}

  async ofBoard(
    { workspaceId, boardId }: BoardAccess,
    { items, by, window = forecastHistoryDays }: BoardForecastQuery,
  ): Promise<Result<BoardForecast>> {
    const flows = await this.flows(workspaceId, [boardId], window);
    const asked = { items: items ?? null, by: by ?? null, window };
    const fault = faultOf(asked.by, flows);
    if (fault) return fault;
    const { forecast, baseline } = answerOf(flows[0] as FlowRow, asked);
    this.shown.show({ workspaceId, boardId }, forecast, baseline);
    const { today } = forecast;
    const kind = items === undefined ? 'delivered' : 'doneBy';
    const record = await this.records.ofBoard({ workspaceId, boardId }, { kind, window, today });
    return ok({ ...forecast, record });
  }

  /** Takes three statements, however many boards there are. */
  async ofBoards(
    access: Access,
    { boards: asked, window = forecastHistoryDays, ...query }: BoardsForecastQuery,
  ): Promise<Result<BoardsForecast>> {
    const { workspaceId } = access;
    const by = query.by ?? null;
    const keys = asked.map(({ key }) => key);
    const found = await this.repository.boards(workspaceId, keys, boardsOf(access));
    const byKey = new Map(found.map((board) => [board.key, board]));
    const absent = keys.flatMap((key, at) =>
      byKey.has(key) ? [] : [{ path: `boards.${at}.key`, code: 'absent' as const }],
    );
    if (absent.length > 0) return invalidAll(absent);
    const ids = found.map(({ id }) => id);
    const flows = await this.flows(workspaceId, ids, window);
    const fault = faultOf(by, flows);
    if (fault) return fault;
    const byId = new Map(flows.map((flow) => [flow.boardId, flow]));
    const boards: OneOfSeveral[] = [];
    for (const { key, items } of asked) {
      const { id, name } = byKey.get(key) as (typeof found)[number];
      const answer = answerOf(byId.get(id) as FlowRow, { items, by, window });
      this.shown.show({ workspaceId, boardId: id }, answer.forecast, answer.baseline);
      boards.push({ id, key, name, items, ...answer });
      // A simulation takes milliseconds, and other calls need not wait for all of them.
      await nextTurn();
    }
    const answer = together(boards, by);
    this.shown.showTogether(workspaceId, toJointForecasts(answer, boards, window));
    const today = lastDay(flows.map((flow) => flow.today));
    const record = await this.records.ofTogether(workspaceId, ids, today);
    return ok({ ...answer, record });
  }

  private flows(workspaceId: string, boardIds: string[], days: number): Promise<FlowRow[]> {
    return this.repository.flow(workspaceId, boardIds, this.clock.now(), { withHistory: boardIds, days });
  }
}

/** `by` must be a day to come on every board, and not beyond what is simulated. */
function faultOf(by: PlainDate | null, flows: readonly FlowRow[]): Refused | null {
  if (by === null) return null;
  const days = flows.map(({ today }) => today).toSorted();
  if (by <= (days.at(-1) as PlainDate)) return invalid('by', 'afterToday');
  const last = addDays(days[0] as PlainDate, horizonDays);
  return by > last ? invalid('by', 'twoYearsAhead', { last }) : null;
}
