import { Injectable } from '@nestjs/common';
import type { WorkingHours } from '@weir/contract';
import { Pool } from '../../database/pool.js';

export type RequesterBoardRow = {
  name: string;
  timeZone: string;
  answerWithinHours: number;
  workingHours: WorkingHours | null;
  replenishOn: number[];
  /** The member's own requests that need them: questions to answer, and tickets that they can use. */
  waitingForYou: number;
};

const requesterBoardStatement = `
  SELECT b.name, i.time_zone AS "timeZone", i.answer_within_hours AS "answerWithinHours",
         i.working_hours AS "workingHours", i.replenish_on AS "replenishOn",
         (SELECT count(*)::int
            FROM requests r
           WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.requester_id = $3
             AND CASE WHEN r.answered_at IS NULL THEN r.paused_at IS NOT NULL
                      ELSE weir.ticket_from(r) <= ($4::timestamptz AT TIME ZONE i.time_zone)::date
                           AND NOT EXISTS (
                             SELECT FROM requests n
                              WHERE n.workspace_id = r.workspace_id AND n.board_id = r.board_id
                                AND n.follows_id = r.id AND n.by_ticket)
                 END) AS "waitingForYou"
    FROM boards b
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE b.workspace_id = $1 AND b.id = $2`;

type Reader = { workspaceId: string; boardId: string; userId: string };

@Injectable()
export class RequesterBoardRepository {
  constructor(private readonly pool: Pool) {}

  async read({ workspaceId, boardId, userId }: Reader, now: Date): Promise<RequesterBoardRow> {
    const values = [workspaceId, boardId, userId, now];
    const { rows } = await this.pool.query<RequesterBoardRow>({
      name: 'requester-board',
      text: requesterBoardStatement,
      values,
    });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }
}
