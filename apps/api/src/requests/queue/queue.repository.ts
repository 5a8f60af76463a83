import { Injectable } from '@nestjs/common';
import type { ClassOfService } from '@weir/contract';
import { Pool } from '../../database/pool.js';

/** The position of a waiting request among those of all boards. */
export type QueuePosition = {
  /** The earlier of the answer’s deadline and the end of the day on which it is needed. */
  dueAt: number;
  classOfService: ClassOfService;
  /** The day on which it is needed, as a number of days; one without comes after all that have one. */
  needed: number;
  boardId: string;
  number: number;
};
export type QueueBoard = { boardId: string; key: string; name: string; timeZone: string };
export type QueueRow = QueuePosition & QueueBoard;

const due = 'weir.due_or_needed(r.answer_by, r.needed_by, i.time_zone)';
const needed = `coalesce(r.needed_by - '0001-01-01'::date, 9999999)`;

/** By deadline or need, whichever is earlier, then the class, most urgent first, then the need; board and number make the order total. */
const queueStatement = `
  SELECT r.board_id AS "boardId", r.number, r.class_of_service AS "classOfService",
         (extract(epoch FROM ${due}) * 1000)::float8 AS "dueAt", ${needed} AS needed,
         b.key, b.name, i.time_zone AS "timeZone"
    FROM boards b
    JOIN intakes i  ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL
   WHERE b.workspace_id = $1 AND b.archived_at IS NULL
     AND ($2::bigint IS NULL
          OR (${due}, r.class_of_service, ${needed}, r.board_id, r.number)
             > (to_timestamp($2::bigint / 1000.0), $3::class_of_service, $4::int, $5::uuid, $6::int))
   ORDER BY ${due}, r.class_of_service, ${needed}, r.board_id, r.number
   LIMIT $7`;

@Injectable()
export class QueueRepository {
  constructor(private readonly pool: Pool) {}

  /** The waiting requests of the boards of a workspace that are not archived: one more than `size`. */
  async list(workspaceId: string, after: QueuePosition | null, size: number): Promise<QueueRow[]> {
    const position = [after?.dueAt, after?.classOfService, after?.needed, after?.boardId, after?.number];
    const { rows } = await this.pool.query<QueueRow>({
      name: 'queue',
      text: queueStatement,
      values: [workspaceId, ...position.map((part) => part ?? null), size + 1],
    });
    return rows;
  }
}
