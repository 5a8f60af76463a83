import { Injectable } from '@nestjs/common';
import { Database } from '../../database/prisma.js';
import type { ImportIds } from '../imports.repository.js';
import type { IntakePlaces, Waiting } from './waiting-requests.js';

/** A request of the file that waits. `requesterRef`: the person in the file. */
type WaitingInFile = {
  id: string;
  boardRef: string;
  requesterRef: string;
  isExpedite: boolean;
  messages: number;
};
/** A request of a board from an earlier import. */
type RequestHere = Waiting & { id: string; boardId: string; waits: boolean };

/** The waiting requests of the export of a workspace, and the intakes that they meet here. */
@Injectable()
export class WaitingRequestsRepository {
  constructor(private readonly database: Database) {}

  /** The waiting requests of these boards, in the order of the import. */
  inFile({ workspaceId, importId }: ImportIds, boardRefs: readonly string[]): Promise<WaitingInFile[]> {
    return this.database.$queryRaw<WaitingInFile[]>`
      SELECT r.record ->> 'id' AS id, r.record ->> 'boardId' AS "boardRef", r.record ->> 'requesterId' AS "requesterRef",
             r.record ->> 'classOfService' = 'expedite' AS "isExpedite", jsonb_array_length(r.record -> 'messages') AS messages
        FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = 'exportedRequest'
         AND r.record ->> 'boardId' = ANY (${[...boardRefs]}::text[]) AND jsonb_typeof(r.record -> 'answer') = 'null'
       ORDER BY r.place`;
  }

  /** Those requests of these boards that wait or have one of these ids. */
  here(workspaceId: string, boardIds: readonly string[], ids: readonly string[]): Promise<RequestHere[]> {
    return this.database.$queryRaw<RequestHere[]>`
      SELECT r.id, r.board_id AS "boardId", coalesce(r.requester_id, r.guest_id) AS requester, r.guest_id IS NOT NULL AS "isGuest",
             r.class_of_service = 'expedite' AS "isExpedite", r.answered_at IS NULL AS waits
        FROM requests r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.board_id = ANY (${[...boardIds]}::uuid[])
         AND (r.answered_at IS NULL OR r.id = ANY (${[...ids]}::uuid[]))`;
  }

  /** The places of these boards, by their ids. */
  async places(workspaceId: string, boardIds: readonly string[]): Promise<Map<string, IntakePlaces>> {
    const rows = await this.database.$queryRaw<(IntakePlaces & { boardId: string })[]>`
      SELECT b.id AS "boardId", i.depth, i.open_per_requester AS "openPerRequester", i.form_open_per_guest AS "openPerGuest",
             i.form_depth AS "formDepth", b.archived_at IS NOT NULL AS "isArchived"
        FROM boards b
        JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
       WHERE b.workspace_id = ${workspaceId}::uuid AND b.id = ANY (${[...boardIds]}::uuid[])`;
    return new Map(rows.map(({ boardId, ...places }) => [boardId, places]));
  }
}
