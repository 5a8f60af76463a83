import { Injectable } from '@nestjs/common';
import type { DeadlinePolicy } from '@weir/domain';
import type { BoardIds } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import type { Tx } from '../database/prisma.js';

const byIds = `
  SELECT i.answer_within_hours AS "answerWithinHours", i.grace_hours AS "graceHours",
         i.remind_before_hours AS "remindBeforeHours", i.time_zone AS "timeZone", i.working_hours AS "workingHours"
    FROM intakes i
   WHERE i.workspace_id = $1::uuid AND i.board_id = $2::uuid`;

const byNames = `
  SELECT i.answer_within_hours AS "answerWithinHours", i.grace_hours AS "graceHours",
         i.remind_before_hours AS "remindBeforeHours", i.time_zone AS "timeZone", i.working_hours AS "workingHours"
    FROM workspaces w
    JOIN boards b  ON b.workspace_id = w.id AND b.key = $2
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE w.slug = $1`;

/** What the deadlines of a board's requests are worked out from. */
@Injectable()
export class DeadlinePolicyRepository {
  constructor(private readonly pool: Pool) {}

  /** Of a board by its names: null where there is none. */
  async called(workspaceSlug: string, boardKey: string): Promise<DeadlinePolicy | null> {
    const { rows } = await this.pool.query<DeadlinePolicy>({
      name: 'deadline-policy',
      text: byNames,
      values: [workspaceSlug, boardKey],
    });
    return rows[0] ?? null;
  }

  async findIn(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<DeadlinePolicy> {
    const [policy] = await tx.$queryRawUnsafe<DeadlinePolicy[]>(byIds, workspaceId, boardId);
    if (!policy) throw new Error('a board without an intake');
    return policy;
  }
}
