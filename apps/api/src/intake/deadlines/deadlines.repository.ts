import { Injectable } from '@nestjs/common';
import { allowedRoles } from '@weir/contract';
import type { DeadlineStatus } from '@weir/domain';
import type { BoardIds, BoardNamed } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

export type WatchedRequest = DeadlineStatus & { id: string; number: number };
export type BoardDue = BoardNamed & { requests: WatchedRequest[] };

const watched = `
  r.id, r.number, r.remind_at AS "remindAt", r.answer_by AS "answerBy", r.expires_at AS "expiresAt",
  r.paused_at AS "pausedAt", r.reminded_at AS "remindedAt", r.escalated_at AS "escalatedAt"`;

const dueAt = 'weir.due_at(r.remind_at, r.reminded_at, r.answer_by, r.escalated_at, r.expires_at)';

/** The first requests of all boards that are due: the index `requests_due` has only those. */
const dueStatement = `
  WITH due AS (
    SELECT r.*, ${dueAt} AS due_at FROM requests r
     WHERE r.answered_at IS NULL AND r.paused_at IS NULL AND ${dueAt} <= $1
     UNION ALL
    SELECT r.*, r.paused_at FROM requests r WHERE r.answered_at IS NULL AND r.paused_at <= $2
  )
  SELECT r.workspace_id AS "workspaceId", w.slug AS "workspaceSlug", r.board_id AS "boardId", b.key AS "boardKey",
         ${watched}
    FROM due r
    JOIN boards b     ON b.workspace_id = r.workspace_id AND b.id = r.board_id AND b.archived_at IS NULL
    JOIN workspaces w ON w.id = r.workspace_id AND w.archived_at IS NULL
   ORDER BY r.due_at
   LIMIT $3`;

@Injectable()
export class DeadlinesRepository {
  constructor(private readonly pool: Pool) {}

  /** What may be due, by board, longest due first. `askedBefore`: a question older than this ends its request. */
  async due({ now, askedBefore, most }: { now: Date; askedBefore: Date; most: number }): Promise<BoardDue[]> {
    const { rows } = await this.pool.query<BoardNamed & WatchedRequest>({
      name: 'requests-due',
      text: dueStatement,
      values: [now, askedBefore, most],
    });
    const boards = new Map<string, BoardDue>();
    for (const { workspaceId, workspaceSlug, boardId, boardKey, ...request } of rows) {
      const board = boards.get(boardId) ?? { workspaceId, workspaceSlug, boardId, boardKey, requests: [] };
      board.requests.push(request);
      boards.set(boardId, board);
    }
    return [...boards.values()];
  }

  /** Notifies the people of requests whose promised answers a new calendar moved: see `weir.announce_moved_answers`. */
  async announceMoved(now: Date, most: number): Promise<void> {
    const text = 'SELECT weir.announce_moved_answers($1, $2)';
    await this.pool.query({ name: 'answers-moved', text, values: [now, most] });
  }

  /** The numbers of these requests that still wait, as the transaction sees them. */
  async waitingIn(tx: Tx, { workspaceId, boardId }: BoardIds, numbers: number[]): Promise<WatchedRequest[]> {
    return tx.$queryRawUnsafe<WatchedRequest[]>(
      `SELECT ${watched} FROM requests r
        WHERE r.workspace_id = $1::uuid AND r.board_id = $2::uuid AND r.number = ANY ($3::int[]) AND r.answered_at IS NULL
        ORDER BY r.number`,
      workspaceId,
      boardId,
      numbers,
    );
  }

  async markReminded(tx: Tx, { workspaceId, boardId }: BoardIds, ids: string[], now: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE requests SET reminded_at = ${now}::timestamptz
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ANY (${ids}::uuid[])`;
  }

  /** An overdue request needs no reminder any more. */
  async markEscalated(tx: Tx, { workspaceId, boardId }: BoardIds, ids: string[], now: Date): Promise<void> {
    await tx.$executeRaw`
      UPDATE requests SET escalated_at = ${now}::timestamptz, reminded_at = coalesce(reminded_at, ${now}::timestamptz)
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ANY (${ids}::uuid[])`;
  }

  /** The managers of each of these requests. */
  async remind(tx: Tx, board: BoardIds, requests: string[], now: Date): Promise<void> {
    await notifyOf(tx, board, 'reminder', requests, now);
  }

  /** For each of these requests, the managers that the policy names and that still are managers; if there are none, all managers. */
  async escalate(tx: Tx, board: BoardIds, requests: string[], now: Date): Promise<void> {
    await notifyOf(tx, board, 'overdue', requests, now);
  }
}

async function notifyOf(
  tx: Tx,
  { workspaceId, boardId }: BoardIds,
  kind: 'reminder' | 'overdue',
  requests: string[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    WITH those AS (
      SELECT m.user_id, ${kind}::text = 'overdue' AND m.user_id = ANY (i.escalate_to) AS named
        FROM intakes i
        JOIN memberships m ON m.workspace_id = i.workspace_id AND m.left_at IS NULL
                          AND m.role::text = ANY (${[...allowedRoles.answerRequests]})
       WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid
    )
    INSERT INTO notices (workspace_id, id, user_id, board_id, kind, request_id, at)
    SELECT ${workspaceId}::uuid, gen_random_uuid(), t.user_id, ${boardId}::uuid, ${kind}::notice_kind, r, ${now}::timestamptz
      FROM those t, unnest(${requests}::uuid[]) r
     WHERE t.named OR NOT EXISTS (SELECT FROM those WHERE named)`;
}
