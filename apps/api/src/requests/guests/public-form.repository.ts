import { Injectable } from '@nestjs/common';
import type { FormParams } from '@weir/contract';
import type { DeadlinePolicy } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** A public form that is on, with the board that it belongs to. */
export type Form = BoardIds & { workspace: string; key: string; name: string; policy: DeadlinePolicy };

/** By its names and its secret: no row for a form that is off, for an archived board, or with another secret. */
const formStatement = `
  SELECT b.workspace_id AS "workspaceId", b.id AS "boardId", w.name AS workspace, b.key, b.name,
         jsonb_build_object('answerWithinHours', i.answer_within_hours, 'graceHours', i.grace_hours,
                            'remindBeforeHours', i.remind_before_hours, 'timeZone', i.time_zone,
                            'workingHours', i.working_hours) AS policy
    FROM workspaces w
    JOIN boards b  ON b.workspace_id = w.id AND b.key = $2 AND b.archived_at IS NULL
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id AND i.form_id = $3
   WHERE w.slug = $1 AND w.archived_at IS NULL`;

@Injectable()
export class PublicFormRepository {
  constructor(private readonly pool: Pool) {}

  async find({ workspace, board, form }: FormParams): Promise<Form | null> {
    const values = [workspace, board, form];
    const { rows } = await this.pool.query<Form>({ name: 'form', text: formStatement, values });
    return rows[0] ?? null;
  }
}
