import { Injectable } from '@nestjs/common';
import type { Deadlines } from '@weir/domain';
import type { Tx } from '../database/prisma.js';
import { Database } from '../database/prisma.js';
import { type DeadlinePolicyRow, deadlinePolicy } from './deadline-policy.repository.js';
import type { Place } from './requests.repository.js';
import type { ShedWords } from './shed-words.js';

export type Handover = {
  id: string;
  from: { boardId: string; requestId: string };
  now: Date;
  deadlines: Deadlines;
  shed: ShedWords;
};

/** The door of another board, from inside the write that hands a request on to it. */
@Injectable()
export class RedirectRepository {
  constructor(private readonly database: Database) {}

  boardCalled({ workspaceId }: { workspaceId: string }, key: string): Promise<{ id: string } | null> {
    return this.database.board.findFirst({
      where: { workspaceId, key, archivedAt: null },
      select: { id: true },
    });
  }

  async policyIn(tx: Tx, { workspaceId, boardId }: Place): Promise<DeadlinePolicyRow> {
    const [policy] = await tx.$queryRawUnsafe<DeadlinePolicyRow[]>(deadlinePolicy, workspaceId, boardId);
    if (!policy) throw new Error('a board without an intake');
    return policy;
  }

  /** Under both clocks. The gate and the triggers refuse as they would whoever asked. */
  async take(
    tx: Tx,
    { workspaceId, boardId }: Place,
    { id, from, now, deadlines, shed }: Handover,
  ): Promise<{ number: number; shed: object[] }> {
    const { remindAt, answerBy, expiresAt } = deadlines;
    const [taken] = await tx.$queryRaw<{ taken: { number: number; shed: object[] } }[]>`
      SELECT weir.take_redirected(${workspaceId}::uuid, ${boardId}::uuid, ${now}, ${id}::uuid, ${from.boardId}::uuid,
                                  ${from.requestId}::uuid, ${JSON.stringify({ remindAt, answerBy, expiresAt, shed })}::jsonb) AS taken`;
    if (!taken) throw new Error('take_redirected returned nothing');
    return taken.taken;
  }
}
