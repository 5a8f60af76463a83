import { Injectable } from '@nestjs/common';
import {
  addDays,
  boundsOfDay,
  isDayOff,
  judgeDay,
  measureLoad,
  type PlainDate,
  type RestPolicy,
  saturatedThreshold,
  todayIn,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { FlowScopeService } from '../../flow/figures/flow-scope.service.js';
import { type LoadMark, OverloadRepository, type OverloadRow } from './overload.repository.js';

/** The most days that are measured after a pause. Earlier days are skipped. It is more than a policy can count. */
const mostMissedDays = 45;

/** Measures the days of the boards that have a rest policy, each once, after its end in the time zone of its board. */
@Injectable()
export class RestDaysService {
  constructor(
    private readonly repository: OverloadRepository,
    private readonly flow: FlowScopeService,
  ) {}

  /**
   * Measures the days that are over and not measured yet. Returns how many. The first run after the policy was switched on begins
   * with the current day. An interrupted or overlapping run measures no day twice.
   */
  async measure(board: BoardIds, row: OverloadRow, policy: RestPolicy, now: Date): Promise<number> {
    const yesterday = addDays(todayIn(now, row.timeZone), -1);
    if (row.measuredTo === null) {
      await this.repository.keepDay(board, { day: yesterday, kind: 'notMeasured' });
      return 1;
    }
    let day = addDays(row.measuredTo, 1);
    if (day > yesterday) return 0;
    // If events are still unread, the cards in flight would not be those of the day.
    if ((await this.flow.catchUp(board.workspaceId, [board.boardId])) > 0) return 0;
    const first = addDays(yesterday, 1 - mostMissedDays);
    if (day < first) {
      await this.repository.keepDay(board, { day: addDays(first, -1), kind: 'notMeasured' });
      day = first;
    }
    let measured = 0;
    for (; day <= yesterday; day = addDays(day, 1), measured += 1) await this.keep(board, row, policy, day);
    return measured;
  }

  /** Stores the marks that the board's level has reached, if they differ from the stored ones. */
  async noteLevel(
    board: BoardIds,
    { level, lowMark, open }: { level: number; lowMark: number; open: readonly LoadMark[] },
    now: Date,
  ): Promise<void> {
    const marks: LoadMark[] = [];
    if (level >= saturatedThreshold) marks.push('saturated');
    if (level * 100 >= lowMark) marks.push('low');
    if (marks.length === open.length && marks.every((mark) => open.includes(mark))) return;
    await this.repository.noteLoad(board, marks, now);
  }

  private async keep(board: BoardIds, row: OverloadRow, policy: RestPolicy, day: PlainDate): Promise<void> {
    if (isDayOff(day, row)) return this.repository.keepDay(board, { day, kind: 'dayOff' });
    const bounds = boundsOfDay(day, row.timeZone);
    const { periods, ...counts } = await this.repository.factsOfDay(board, day, bounds);
    const measured = { ...measureLoad(periods, day, row), ...counts };
    await this.repository.keepDay(board, {
      day,
      kind: 'measured',
      ...measured,
      ...judgeDay(measured, policy),
    });
  }
}
