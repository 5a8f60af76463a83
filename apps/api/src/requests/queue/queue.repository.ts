import { Injectable } from '@nestjs/common';
import type { ClassOfService } from '@weir/contract';
import { Pool } from '../../database/pool.js';

/** Where a request stands among those of all boards. */
export type QueuePlace = {
  answerBy: number;
  classOfService: ClassOfService;
  boardId: string;
  number: number;
};
export type BoardNamed = { boardId: string; key: string; name: string; timeZone: string };
export type QueueRow = QueuePlace & BoardNamed;

/** By the deadline, then the class, most urgent first; board and number make the order total. */
const queueStatement = `
  SELECT r.board_id AS "boardId", r.number, r.class_of_service AS "classOfService",
         (extract(epoch FROM r.answer_by) * 1000)::float8 AS "answerBy",
         b.key, b.name, i.time_zone AS "timeZone"
    FROM boards b
    JOIN intakes i  ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL
   WHERE b.workspace_id = $1 AND b.archived_at IS NULL
     AND ($2::bigint IS NULL
          OR (r.answer_by, r.class_of_service, r.board_id, r.number)
             > (to_timestamp($2::bigint / 1000.0), $3::class_of_service, $4::uuid, $5::int))
   ORDER BY r.answer_by, r.class_of_service, r.board_id, r.number
   LIMIT $6`;

@Injectable()
export class QueueRepository {
  constructor(private readonly pool: Pool) {}

  /** What waits on the boards of a workspace that are not archived, one more than `size`. */
  async list(workspaceId: string, after: QueuePlace | null, size: number): Promise<QueueRow[]> {
    const place = [after?.answerBy, after?.classOfService, after?.boardId, after?.number];
    const { rows } = await this.pool.query<QueueRow>({
      name: 'queue-of-all-boards',
      text: queueStatement,
      values: [workspaceId, ...place.map((part) => part ?? null), size + 1],
    });
    return rows;
  }
}
