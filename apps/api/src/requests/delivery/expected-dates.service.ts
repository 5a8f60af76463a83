import { Injectable } from '@nestjs/common';
import { type Forecast, isShift, type PlainDate } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { ForecastsService } from '../../flow/forecasts.service.js';
import { growingCache } from '../../growing-cache.js';
import {
  ExpectedDatesRepository,
  type PromisedWork,
  type PromisingBoard,
} from './expected-dates.repository.js';

/** How many boards one statement looks at. */
const batch = 50;
/** As for steps of accepted work, a change that is undone within a minute is not announced. A busy board waits at most ten. */
const quietMs = 60_000;
const longestMs = 10 * 60_000;

/**
 * Keeps the expected dates of accepted work true to what was announced to its requesters: a board is looked at a minute after
 * its last change, and on each of its days. Boards without such work cost nothing, and neither does what was delivered.
 */
@Injectable()
export class ExpectedDatesService {
  /** The seq and the day at which this instance looked at a board last. Looking at a board twice announces nothing twice. */
  private readonly seen = growingCache<string>(50_000);
  /** Since when, in milliseconds, each board has changed without a quiet minute. */
  private readonly changing = growingCache<number>(50_000);

  constructor(
    private readonly repository: ExpectedDatesRepository,
    private readonly forecasts: ForecastsService,
  ) {}

  /** Boards to look at, in batches of one workspace. */
  async due(now: Date): Promise<PromisingBoard[][]> {
    const boards = await this.repository.boards(now);
    const due = boards.filter(
      (board) => this.seen.get(board.boardId) !== markOf(board) && this.isSettled(board, now),
    );
    return [...Map.groupBy(due, ({ workspaceId }) => workspaceId).values()].flatMap((all) =>
      Array.from({ length: Math.ceil(all.length / batch) }, (_, at) =>
        all.slice(at * batch, (at + 1) * batch),
      ),
    );
  }

  private isSettled({ boardId, changedAt }: PromisingBoard, now: Date): boolean {
    const since = this.changing.get(boardId) ?? changedAt?.getTime() ?? 0;
    const isQuiet = now.getTime() - (changedAt?.getTime() ?? 0) >= quietMs;
    if (isQuiet || now.getTime() - since >= longestMs) {
      this.changing.delete(boardId);
      return true;
    }
    this.changing.set(boardId, since);
    return false;
  }

  /** Notifies of dates on these boards of one workspace that have moved far enough. */
  async refresh(boards: readonly PromisingBoard[], now: Date): Promise<void> {
    const workspaceId = boards[0]?.workspaceId ?? '';
    const work = await this.repository.work(
      workspaceId,
      boards.map(({ boardId }) => boardId),
    );
    const open = work.map(({ boardId, requestId: id, ahead }) => ({ boardId, id, ahead }));
    const forecasts = await this.forecasts.computed(workspaceId, open);
    const unfinished = new Set<string>();
    for (const [at, each] of work.entries()) {
      const { forecast, day } = forecasts[at] as (typeof forecasts)[number];
      const done = await this.announce({ workspaceId, boardId: each.boardId }, each, { forecast, day, now });
      if (!done) unfinished.add(each.boardId);
    }
    for (const board of boards)
      if (!unfinished.has(board.boardId)) this.seen.set(board.boardId, markOf(board));
  }

  /** The first date that is known is only remembered: its requester reads it on the request’s page. */
  private async announce(
    board: BoardIds,
    work: PromisedWork,
    { forecast, day, now }: { forecast: Forecast; day: PlainDate; now: Date },
  ): Promise<boolean> {
    if ('unknown' in forecast) return true;
    const { announced } = work;
    if (announced && !isShift(announced.p85, forecast.p85, day)) return true;
    return this.repository.announce(board, work, { now, expected: forecast, notify: announced !== null });
  }
}

function markOf({ seq, day }: PromisingBoard): string {
  return `${seq}/${day}`;
}
