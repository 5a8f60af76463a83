import { Injectable } from '@nestjs/common';
import type { BoardOverview, Overview, PageQuery } from '@weir/contract';
import { effectiveGate } from '@weir/domain';
import { Clock } from '../clock.js';
import type { Access } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { pressureOf } from '../pressure/pressure-of.js';
import { ok, type Result } from '../result.js';
import { OverviewRepository, type OverviewRow } from './overview.repository.js';

@Injectable()
export class OverviewService {
  constructor(
    private readonly repository: OverviewRepository,
    private readonly clock: Clock,
  ) {}

  /** Takes one statement for all boards, and on the first page one for people. */
  async read(access: Access, { cursor, size = 50 }: PageQuery): Promise<Result<Overview>> {
    const now = this.clock.now();
    const after = readCursor(cursor);
    const [rows, people] = await Promise.all([
      this.repository.boards(access, { after, size: size + 1, now }),
      after === null ? this.repository.peopleOverLimit(access) : [],
    ]);
    const { items, nextCursor } = pageOf(rows, size, ({ key }) => key);
    return ok({ items: items.map((row) => overviewOf(row, now)), nextCursor, people });
  }
}

function overviewOf({ columns, board, gate, waiting, depth, ...row }: OverviewRow, now: Date): BoardOverview {
  const { state, level } = pressureOf({ columns, board, gate, waiting, depth }, now);
  return {
    ...row,
    pressure: { state, level },
    intake: { gate: effectiveGate(gate, now), waiting, depth },
    capacity: board?.max ?? capacityOf(columns),
  };
}

/** The sum of the active columns’ limits; null if one has no limit. */
function capacityOf(columns: OverviewRow['columns']): number | null {
  const limits = columns.filter(({ kind }) => kind === 'active').map(({ limit }) => limit?.max ?? null);
  if (limits.length === 0) return null;
  return limits.reduce<number | null>((sum, max) => (sum === null || max === null ? null : sum + max), 0);
}
