import { Injectable } from '@nestjs/common';
import type { EventChanges, RequestShed } from '@weir/contract';
import type { Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Database, type Tx } from '../../database/prisma.js';
import { type BoardAccess, boardsOf } from '../../http/access/caller.js';
import type { ShedAnswer } from './shed.js';

type Redirected = {
  id: string;
  from: { boardId: string; requestId: string };
  now: Date;
  deadlines: Deadlines;
  shed: ShedAnswer;
};

/** The request's number and values on the other board, and the changes of requests that were shed for it. */
export type Taken = { number: number; to: RequestValues; shed: RequestShed[] };
type RequestValues = Extract<EventChanges['request.submitted'][number], { to?: { title: string } }>['to'];

@Injectable()
export class RedirectRepository {
  constructor(private readonly database: Database) {}

  /** Null if the board is missing or archived. */
  async boardByKey(access: BoardAccess, key: string): Promise<BoardIds | null> {
    const { workspaceId } = access;
    const boards = boardsOf(access);
    const where = { workspaceId, key, archivedAt: null, ...(boards && { id: { in: [...boards] } }) };
    const board = await this.database.board.findFirst({ where, select: { id: true } });
    return board && { workspaceId, boardId: board.id };
  }

  /** Runs under both clocks. The gate and the triggers refuse as they would refuse the requester. */
  async take(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { id, from, now, deadlines, shed }: Redirected,
  ): Promise<Taken> {
    const { remindAt, answerBy, expiresAt } = deadlines;
    const [row] = await tx.$queryRaw<{ taken: Taken }[]>`
      SELECT weir.submit_redirected_request(${workspaceId}::uuid, ${boardId}::uuid, ${now}, ${id}::uuid, ${from.boardId}::uuid,
                                  ${from.requestId}::uuid, ${JSON.stringify({ remindAt, answerBy, expiresAt, shed })}::jsonb) AS taken`;
    if (!row) throw new Error('submit_redirected_request returned nothing');
    return row.taken;
  }
}
