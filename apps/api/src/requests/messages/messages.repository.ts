import { Injectable } from '@nestjs/common';
import type { Message } from '@weir/contract';
import type { Calendar, Deadlines } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

/** `by` is a member, `byGuest` a guest. */
export type NewMessageRow = {
  id: string;
  body: string;
  asks: boolean;
  by: string | null;
  byGuest: string | null;
  at: Date;
};

const messagesStatement = `
  SELECT m.request_id AS "requestId", m.id, m.body, m.asks, m.at, weir.author(m, r) AS by
    FROM request_messages m
    JOIN requests r ON r.workspace_id = m.workspace_id AND r.board_id = m.board_id AND r.id = m.request_id
   WHERE m.workspace_id = $1 AND (m.board_id, m.request_id) IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))
   ORDER BY m.at, m.id`;

@Injectable()
export class MessagesRepository {
  constructor(private readonly pool: Pool) {}

  async list({ workspaceId, boardId }: BoardIds, id: string): Promise<Message[]> {
    return (await this.listAll(workspaceId, [{ boardId, id }])).get(id) ?? [];
  }

  /** The messages of several requests, on any boards of a workspace, by the id of the request. */
  async listAll(
    workspaceId: string,
    requests: readonly { boardId: string; id: string }[],
  ): Promise<Map<string, Message[]>> {
    const { rows } = await this.pool.query<Omit<Message, 'at'> & { at: Date; requestId: string }>({
      name: 'request-messages',
      text: messagesStatement,
      values: [workspaceId, requests.map(({ boardId }) => boardId), requests.map(({ id }) => id)],
    });
    const messages = Map.groupBy(rows, ({ requestId }) => requestId);
    return new Map(
      [...messages].map(([id, own]) => [
        id,
        own.map(({ requestId: _, ...row }) => ({ ...row, at: row.at.toISOString() })),
      ]),
    );
  }

  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    requestId: string,
    message: NewMessageRow,
  ): Promise<void> {
    await tx.requestMessage.create({ data: { workspaceId, boardId, requestId, ...message } });
  }

  /** Stops the deadlines of a request. */
  async pause(tx: Tx, board: BoardIds, requestId: string, at: Date): Promise<void> {
    await tx.request.update({
      where: keyOf(board, requestId),
      data: { pausedAt: at, version: { increment: 1 } },
    });
  }

  /** Starts the deadlines again, as moved. */
  async resume(tx: Tx, board: BoardIds, requestId: string, deadlines: Deadlines): Promise<void> {
    await tx.request.update({
      where: keyOf(board, requestId),
      data: { pausedAt: null, ...deadlines, version: { increment: 1 } },
    });
  }

  /** When the deadlines were stopped, as they were then, and the calendar they follow; null where they run. */
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
