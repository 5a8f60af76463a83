import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import type { Write } from '../../writes/board-writer.js';

@Injectable()
export class ReceiptsRepository {
  /** Marks the delivery that the request is at now as received. */
  async receive({ tx, now }: Write, { workspaceId, boardId }: BoardIds, requestId: string): Promise<void> {
    await tx.$executeRaw`
      UPDATE request_steps s SET received_at = ${now}::timestamptz
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.board_id = ${boardId}::uuid AND s.request_id = ${requestId}::uuid
         AND s.n = (weir.last_step(s.workspace_id, s.board_id, s.request_id)).n`;
  }
}
