import { Injectable } from '@nestjs/common';
import type { BoardDigest, BoardsDigestQuery, WorkspaceDigest } from '@weir/contract';
import { daysOfWeek, isoWeekOf, lastWeek, suggestionOf, todayIn, type Week } from '@weir/domain';
import { Clock } from '../clock.js';
import { codedText } from '../coded-text.js';
import { FlowScopeService } from '../flow/figures/flow-scope.service.js';
import type { Access, BoardAccess } from '../http/access/caller.js';
import { wrongFilter } from '../search/named-parts.service.js';
import { type DigestBoard, DigestRepository, type DigestRow } from './digest.repository.js';

/** How many boards are read at a time. */
const together = 4;

/** A week of boards, by the definitions in docs/flow.md. */
@Injectable()
export class DigestService {
  constructor(
    private readonly repository: DigestRepository,
    private readonly scopes: FlowScopeService,
    private readonly clock: Clock,
  ) {}

  async ofBoard({ workspaceId, boardId }: BoardAccess, week: Week | undefined): Promise<BoardDigest> {
    const [board] = await this.repository.boards(workspaceId, [boardId]);
    if (!board) throw new Error(`no board ${boardId}`);
    return this.digest(workspaceId, board, week ?? lastWeek(this.today(board)));
  }

  async ofBoards(access: Access, { boards, week }: BoardsDigestQuery): Promise<WorkspaceDigest> {
    const { boardIds } = await this.scopes.ofBoards(access, { boards });
    return this.ofThese(access.workspaceId, boardIds, week);
  }

  /** Without a week it is the last one that is over on all of the boards. */
  async ofThese(
    workspaceId: string,
    boardIds: readonly string[],
    week: Week | undefined,
  ): Promise<WorkspaceDigest> {
    const found = await this.repository.boards(workspaceId, boardIds);
    const [earliest = todayIn(this.clock.now(), 'UTC')] = found.map((board) => this.today(board)).sort();
    const shown = week ?? lastWeek(earliest);
    const digests: BoardDigest[] = [];
    for (let at = 0; at < found.length; at += together) {
      const some = found.slice(at, at + together);
      digests.push(...(await Promise.all(some.map((board) => this.digest(workspaceId, board, shown)))));
    }
    if (found.length === 0) this.daysOf(shown, earliest);
    return { week: shown, boards: digests };
  }

  private today({ timeZone }: DigestBoard): string {
    return todayIn(this.clock.now(), timeZone);
  }

  private async digest(workspaceId: string, board: DigestBoard, week: Week): Promise<BoardDigest> {
    const today = this.today(board);
    const days = this.daysOf(week, today);
    const unread = await this.scopes.catchUp(workspaceId, [board.id]);
    const row = await this.repository.digest(workspaceId, board.id, days, this.clock.now());
    const { blocked: _, lately: __, levels: ___, ...shown } = row;
    const { key, name, timeZone } = board;
    return {
      ...{ board: key, name, timeZone, week, ...days, isOver: days.to < today, unread },
      ...shown,
      suggestion: suggested(row, key),
    };
  }

  private daysOf(week: Week, today: string) {
    const days = daysOfWeek(week);
    if (!days) throw wrongFilter('week', 'week');
    if (week > isoWeekOf(today)) throw wrongFilter('week', 'inFuture');
    return days;
  }
}

function suggested(row: DigestRow, board: string): BoardDigest['suggestion'] {
  const { requests, forecasts } = row;
  const found = suggestionOf({
    ...row,
    requests: { submitted: requests.submitted, expired: requests.answers.expired ?? 0 },
    forecasts: { scored: forecasts.scored, missed: forecasts.missedTotal },
  });
  if (!found) return null;
  const facts = { ...found, board };
  return {
    code: found.code,
    text: codedText('digestSuggestion', facts),
    evidence: codedText('digestEvidence', facts),
  };
}
