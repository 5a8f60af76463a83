import { Injectable } from '@nestjs/common';
import type { DeadlinePolicy } from '@weir/domain';
import { Pool } from '../database/pool.js';

export type DeadlinePolicyRow = DeadlinePolicy;

/** What the deadlines of a board's requests are worked out from: of workspace $1 and board $2, by their ids. */
export const deadlinePolicy = `
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

@Injectable()
export class DeadlinePolicyRepository {
  constructor(private readonly pool: Pool) {}

  /** Of a board by its names: null where there is none. */
  async called(workspaceSlug: string, boardKey: string): Promise<DeadlinePolicyRow | null> {
    const { rows } = await this.pool.query<DeadlinePolicyRow>({
      name: 'deadline-policy',
      text: byNames,
      values: [workspaceSlug, boardKey],
    });
    return rows[0] ?? null;
  }
}
