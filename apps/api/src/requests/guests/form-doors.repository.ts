import { Injectable } from '@nestjs/common';
import type { FormParams, Gate } from '@weir/contract';
import type { DeadlinePolicy } from '@weir/domain';
import { gateOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';

export type FormFacts = {
  workspaceId: string;
  boardId: string;
  workspace: string;
  key: string;
  name: string;
  policy: DeadlinePolicy;
  gate: Gate;
  gateByItself: boolean;
  depth: number;
  formDepth: number;
  waiting: { guest: boolean; submittedAt: string; answerBy: string }[];
};

/** A form that is on, by its names and its secret: nothing of one that is off, of an archived board, or of another. */
const formStatement = `
  SELECT b.workspace_id AS "workspaceId", b.id AS "boardId", w.name AS workspace, b.key, b.name,
         jsonb_build_object('answerWithinHours', i.answer_within_hours, 'graceHours', i.grace_hours,
                            'remindBeforeHours', i.remind_before_hours, 'timeZone', i.time_zone,
                            'workingHours', i.working_hours) AS policy,
         ${gateOfBoard} AS gate, i.gate_by_itself AS "gateByItself", i.depth, i.form_depth AS "formDepth",
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'guest', r.guest_id IS NOT NULL, 'submittedAt', weir.instant(r.submitted_at),
                   'answerBy', weir.instant(r.answer_by))), '[]')
            FROM requests r
           WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL) AS waiting
    FROM workspaces w
    JOIN boards b  ON b.workspace_id = w.id AND b.key = $2 AND b.archived_at IS NULL
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id AND i.form_id = $3
   WHERE w.slug = $1 AND w.archived_at IS NULL`;

@Injectable()
export class FormDoorsRepository {
  constructor(private readonly pool: Pool) {}

  async find({ workspace, board, form }: FormParams): Promise<FormFacts | null> {
    const values = [workspace, board, form];
    const { rows } = await this.pool.query<FormFacts>({ name: 'form-door', text: formStatement, values });
    return rows[0] ?? null;
  }
}
