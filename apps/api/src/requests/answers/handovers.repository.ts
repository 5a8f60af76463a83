import { Injectable } from '@nestjs/common';
import type { RequestShed } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';
import type { ShedWords } from './shed.js';

export type Handover = {
  id: string;
  from: { boardId: string; requestId: string };
  now: Date;
  deadlines: Deadlines;
  shed: ShedWords;
};

@Injectable()
export class HandoversRepository {
  constructor(private readonly database: Database) {}

  boardCalled({ workspaceId }: { workspaceId: string }, key: string): Promise<{ id: string } | null> {
    return this.database.board.findFirst({
      where: { workspaceId, key, archivedAt: null },
      select: { id: true },
    });
  }

  /** Under both clocks. The gate and the triggers refuse as they would whoever asked. */
  async take(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { id, from, now, deadlines, shed }: Handover,
  ): Promise<{ number: number; shed: RequestShed[] }> {
    const { remindAt, answerBy, expiresAt } = deadlines;
    const [taken] = await tx.$queryRaw<{ taken: { number: number; shed: RequestShed[] } }[]>`
      SELECT weir.submit_redirected_request(${workspaceId}::uuid, ${boardId}::uuid, ${now}, ${id}::uuid, ${from.boardId}::uuid,
                                  ${from.requestId}::uuid, ${JSON.stringify({ remindAt, answerBy, expiresAt, shed })}::jsonb) AS taken`;
    if (!taken) throw new Error('take_redirected returned nothing');
    return taken.taken;
  }
}
