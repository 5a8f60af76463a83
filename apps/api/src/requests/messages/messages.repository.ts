import { Injectable } from '@nestjs/common';
import type { Message } from '@weir/contract';
import type { Calendar, Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

/** By a member or by a guest. */
export type Written = {
  id: string;
  body: string;
  asks: boolean;
  by: string | null;
  byGuest: string | null;
  at: Date;
};

const messagesStatement = `
  SELECT m.id, m.body, m.asks, m.at,
         coalesce(weir.person(m.by), (
           SELECT jsonb_build_object('id', g.id, 'name', g.name) FROM guests g
            WHERE g.workspace_id = m.workspace_id AND g.id = m.by_guest)) AS by
    FROM request_messages m
   WHERE m.workspace_id = $1 AND m.board_id = $2 AND m.request_id = $3
   ORDER BY m.at, m.id`;

@Injectable()
export class MessagesRepository {
  constructor(private readonly pool: Pool) {}

  async list({ workspaceId, boardId }: BoardIds, requestId: string): Promise<Message[]> {
    const values = [workspaceId, boardId, requestId];
    const { rows } = await this.pool.query<Omit<Message, 'at'> & { at: Date }>({
      name: 'request-messages',
      text: messagesStatement,
      values,
    });
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  async write(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    requestId: string,
    message: Written,
  ): Promise<void> {
    await tx.requestMessage.create({ data: { workspaceId, boardId, requestId, ...message } });
  }

  /** The clock of a request stands still from an instant on. */
  async pause(tx: Tx, place: BoardIds, requestId: string, at: Date): Promise<void> {
    await tx.request.update({
      where: keyOf(place, requestId),
      data: { pausedAt: at, version: { increment: 1 } },
    });
  }

  /** It goes on, with these deadlines. */
  async resume(tx: Tx, place: BoardIds, requestId: string, deadlines: Deadlines): Promise<void> {
    await tx.request.update({
      where: keyOf(place, requestId),
      data: { pausedAt: null, ...deadlines, version: { increment: 1 } },
    });
  }

  /** Since when the clock stands still, by which calendar, and the deadlines as they were then; null while it goes. */
  async pausedIn(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    requestId: string,
  ): Promise<{ pausedAt: Date; deadlines: Deadlines; calendar: Calendar } | null> {
    const where = keyOf({ workspaceId, boardId }, requestId);
    const request = await tx.request.findUniqueOrThrow({ where });
    if (!request.pausedAt) return null;
    const { timeZone, workingHours } = await tx.intake.findUniqueOrThrow({
      where: { workspaceId_boardId: { workspaceId, boardId } },
    });
    const { pausedAt, remindAt, answerBy, expiresAt } = request;
    return {
      pausedAt,
      deadlines: { remindAt, answerBy, expiresAt },
      calendar: { timeZone, workingHours: workingHours as Calendar['workingHours'] },
    };
  }
}

function keyOf({ workspaceId, boardId }: BoardIds, id: string) {
  return { workspaceId_boardId_id: { workspaceId, boardId, id } };
}
