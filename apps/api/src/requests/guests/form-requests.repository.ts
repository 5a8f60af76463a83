import { Injectable } from '@nestjs/common';
import type { Language, NewFormRequest } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

export type NewFormRequestRow = NewFormRequest & {
  id: string;
  at: Date;
  expiresAt: Date;
  language: Language;
  network: string;
};

/** What came by a form, with its board. `requestId` is set once it is confirmed. */
export type StoredFormRequest = BoardIds & {
  id: string;
  email: string;
  name: string;
  title: string;
  description: string;
  neededBy: string | null;
  at: Date;
  expiresAt: Date;
  requestId: string | null;
  language: string | null;
  workspaceSlug: string;
  boardKey: string;
  isFormOn: boolean;
};

const formRequestStatement = `
  SELECT f.workspace_id AS "workspaceId", f.board_id AS "boardId", f.id, f.email, f.name, f.title, f.description,
         f.needed_by::text AS "neededBy", f.at, f.expires_at AS "expiresAt", f.request_id AS "requestId", f.language,
         w.slug AS "workspaceSlug", b.key AS "boardKey", i.form_id IS NOT NULL AS "isFormOn"
    FROM form_asks f
    JOIN workspaces w ON w.id = f.workspace_id AND w.archived_at IS NULL
    JOIN boards b     ON b.workspace_id = f.workspace_id AND b.id = f.board_id
    JOIN intakes i    ON i.workspace_id = f.workspace_id AND i.board_id = f.board_id
   WHERE f.workspace_id = $1 AND f.id = $2 AND f.email <> weir.erased_address(f.id)`;

/** With the e-mails that asked for their confirmation. */
const deleteExpiredStatement = `
  WITH old AS MATERIALIZED (
    SELECT f.workspace_id, f.board_id, f.id FROM form_asks f
     WHERE f.request_id IS NULL AND f.expires_at < $1
     LIMIT 1000 FOR UPDATE SKIP LOCKED
  ), mails_gone AS (
    DELETE FROM mails m USING old
     WHERE m.workspace_id = old.workspace_id AND m.form_board_id = old.board_id AND m.form_ask_id = old.id
  )
  DELETE FROM form_asks f USING old
   WHERE f.workspace_id = old.workspace_id AND f.board_id = old.board_id AND f.id = old.id`;

@Injectable()
export class FormRequestsRepository {
  constructor(private readonly pool: Pool) {}

  /**
   * Null where there is room for one more of this network to be confirmed; else when there will be, or `off` for a form
   * that is off. Only what was sent since `since` takes room, and a network gets an eighth of what is free: many forms from
   * few networks leave room for the next.
   * Locks the intake's row, so that concurrent submissions are counted one after another. It takes no board clock:
   * what is not confirmed is not on the board.
   */
  async findObstacle(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { formId, network, since }: { formId: string; network: string; since: Date },
    max: number,
  ): Promise<Date | 'off' | null> {
    const on = await tx.$queryRaw<object[]>`
      SELECT 1 FROM intakes
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND form_id = ${formId}::uuid
         FOR NO KEY UPDATE`;
    if (on.length === 0) return 'off';
    const [open] = await tx.$queryRaw<
      { count: number; ofNetwork: number; first: Date; firstOfNetwork: Date | null }[]
    >`
      SELECT count(*)::int AS count, count(*) FILTER (WHERE network = ${network})::int AS "ofNetwork",
             min(at) AS first, min(at) FILTER (WHERE network = ${network}) AS "firstOfNetwork"
        FROM form_asks
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid
         AND request_id IS NULL AND at > ${since}`;
    if (!open || (open.count < max && open.ofNetwork < (max - open.count) / 8)) return null;
    return open.firstOfNetwork ?? open.first;
  }

  /** With the e-mail that asks for its confirmation, due at once. */
  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    {
      id,
      email,
      name,
      title,
      description = '',
      neededBy = null,
      at,
      expiresAt,
      language,
      network,
    }: NewFormRequestRow,
  ): Promise<void> {
    await tx.$executeRaw`
      WITH added AS (
        INSERT INTO form_asks (workspace_id, board_id, id, email, name, title, description, needed_by, at, expires_at,
                               language, network)
        VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${id}::uuid, ${email}, ${name}, ${title}, ${description},
                ${neededBy}::date, ${at}, ${expiresAt}, ${language}, ${network})
        RETURNING workspace_id, board_id, id, at)
      INSERT INTO mails (workspace_id, id, form_board_id, form_ask_id, at, due_at)
      SELECT workspace_id, ${uuid()}::uuid, board_id, id, at, at FROM added`;
  }

  /** Deletes up to a thousand that expired before an instant and were never confirmed. */
  async deleteExpired(before: Date): Promise<void> {
    await this.pool.query({
      name: 'delete-expired-form-requests',
      text: deleteExpiredStatement,
      values: [before],
    });
  }

  /** Keeps what is not confirmed yet until an instant at least. Returns until when it is kept. */
  async keep({ workspaceId, boardId, id }: StoredFormRequest, until: Date): Promise<Date> {
    const { rows } = await this.pool.query<{ expiresAt: Date }>({
      name: 'keep-form-request',
      text: `UPDATE form_asks SET expires_at = greatest(expires_at, $4)
              WHERE workspace_id = $1 AND board_id = $2 AND id = $3 RETURNING expires_at AS "expiresAt"`,
      values: [workspaceId, boardId, id, until],
    });
    return rows[0]?.expiresAt ?? until;
  }

  async find({ workspaceId, id }: { workspaceId: string; id: string }): Promise<StoredFormRequest | null> {
    const { rows } = await this.pool.query<StoredFormRequest>({
      name: 'form-request',
      text: formRequestStatement,
      values: [workspaceId, id],
    });
    return rows[0] ?? null;
  }
}
