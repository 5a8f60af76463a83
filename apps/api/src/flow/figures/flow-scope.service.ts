import { Injectable } from '@nestjs/common';
import { type BoardsFlowQuery, type FlowQuery, mostFlowBoards, usualFlowDays } from '@weir/contract';
import { addDays, daysBetween, mostFlowDays, type PlainDate, todayIn } from '@weir/domain';
import { Clock } from '../../clock.js';
import { type Access, type BoardAccess, boardsOf } from '../../http/access/caller.js';
import { given, valuesOf } from '../../search/filtered-page.js';
import { NamedPartsService, wrongFilter } from '../../search/named-parts.service.js';
import type { Scoped } from './flow-scope.js';
import { FlowScopeRepository, type ScopeBoard } from './flow-scope.repository.js';

/** The most events that one read catches up with. The job reads the rest. */
const mostEvents = 3_000;

/** Finds out what a query for figures is about, and brings the history of its boards up to date. */
@Injectable()
export class FlowScopeService {
  constructor(
    private readonly repository: FlowScopeRepository,
    private readonly named: NamedPartsService,
    private readonly clock: Clock,
  ) {}

  ofBoard(access: BoardAccess, query: FlowQuery): Promise<Scoped> {
    return this.scoped(access, { ...query, boards: access.boardKey }, access.boardId);
  }

  ofBoards(access: Access, query: BoardsFlowQuery): Promise<Scoped> {
    return this.scoped(access, query, null);
  }

  /** Reads on in the event logs of these boards. Returns how many events are left. */
  catchUp(workspaceId: string, boardIds: readonly string[]): Promise<number> {
    return this.repository.follow(workspaceId, boardIds, mostEvents);
  }

  private async scoped(access: Access, query: BoardsFlowQuery, boardId: string | null): Promise<Scoped> {
    const { workspaceId } = access;
    const boards = await this.boardsOf(access, query.boards);
    const boardIds = boards.map(({ id }) => id);
    const zones = [...new Set(boards.map(({ timeZone }) => timeZone))];
    const window = this.windowOf(query, zones);
    const filter = await this.filterOf(access, query, boardIds);
    const unread = await this.catchUp(workspaceId, boardIds);
    const timeZone = zones.length === 1 ? (zones[0] as string) : null;
    const scope = { boards: boards.map(({ key }) => key), ...window, timeZone, unread };
    return { workspaceId, boardIds, boardId, filter, scope };
  }

  private async boardsOf(access: Access, names: string | undefined): Promise<ScopeBoard[]> {
    const keys = names === undefined ? null : [...new Set(valuesOf(names))];
    if (keys && keys.length > mostFlowBoards) {
      throw wrongFilter('boards', 'tooMany', { max: mostFlowBoards });
    }
    const found = await this.repository.boards(access.workspaceId, {
      keys,
      only: boardsOf(access),
      most: mostFlowBoards,
    });
    if (keys && found.length < keys.length) throw wrongFilter('boards', 'absent');
    return found;
  }

  /** `to` is at most the current day of the board furthest ahead. `today` is that of the board furthest behind: no later day is over. */
  private windowOf({ from, to }: FlowQuery, zones: readonly string[]) {
    const now = this.clock.now();
    const days = (zones.length > 0 ? zones : ['UTC']).map((zone) => todayIn(now, zone)).toSorted();
    const [today, latest] = [days[0], days.at(-1)] as [PlainDate, PlainDate];
    const end = to ?? latest;
    if (end > latest) throw wrongFilter('to', 'inFuture');
    const start = from ?? addDays(end, 1 - usualFlowDays);
    if (start > end)
      throw wrongFilter(to === undefined ? 'from' : 'to', to === undefined ? 'inFuture' : 'beforeFrom');
    if (daysBetween(start, end) >= mostFlowDays) {
      throw wrongFilter('from', 'tooManyDays', { max: mostFlowDays });
    }
    return { from: start, to: end, today };
  }

  private async filterOf(access: Access, query: FlowQuery, boardIds: readonly string[]) {
    const { lane, label, assignee, team } = query;
    const names = { lane, label, assignee, team };
    const { swimlaneIds, labelIds, assigneeIds, teamIds } = await this.named.idsOf(access, boardIds, names);
    return given({
      classes: query.class === undefined ? undefined : valuesOf(query.class),
      swimlanes: swimlaneIds,
      labels: labelIds,
      assignees: assigneeIds,
      team: teamIds,
    });
  }
}
