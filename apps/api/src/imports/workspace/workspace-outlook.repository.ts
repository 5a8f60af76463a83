import { Injectable } from '@nestjs/common';
import { Database } from '../../database/prisma.js';
import type { Caps } from '../caps.repository.js';
import type { ImportIds } from '../imports.repository.js';

/** Cards of one column of the file. `here`: from an earlier import. The others count cards of which something is left out. */
export type CountedCards = {
  boardRef: string;
  columnRef: string;
  archived: boolean;
  here: boolean;
  cards: number;
  unassigned: number;
  labels: number;
  items: number;
  comments: number;
  blocks: number;
  files: number;
  filesMissing: number;
};

/** Counts the kept records of the export of a workspace. */
@Injectable()
export class WorkspaceOutlookRepository {
  constructor(private readonly database: Database) {}

  /** `boards`: the ids here of the boards of the file. `assignable`: the people of the file who can be assigned here. */
  cards(
    { workspaceId, importId }: ImportIds,
    boards: ReadonlyMap<string, string>,
    assignable: readonly string[],
    caps: Caps,
  ): Promise<CountedCards[]> {
    return this.database.$queryRaw<CountedCards[]>`
      SELECT r.record ->> 'boardId' AS "boardRef", r.record ->> 'columnId' AS "columnRef",
             r.record ->> 'archivedAt' IS NOT NULL AS archived, s.source IS NOT NULL AS here, count(*)::int AS cards,
             count(*) FILTER (WHERE EXISTS (
               SELECT FROM jsonb_array_elements_text(r.record -> 'assigneeIds') a WHERE a <> ALL (${[...assignable]}::text[])))::int AS unassigned,
             count(*) FILTER (WHERE jsonb_array_length(r.record -> 'labelIds') > ${caps.cardLabels}::int)::int AS labels,
             count(*) FILTER (WHERE jsonb_array_length(r.record -> 'checklistItems') > ${caps.checklistItems}::int)::int AS items,
             count(*) FILTER (WHERE jsonb_array_length(r.record -> 'comments') > ${caps.comments}::int)::int AS comments,
             count(*) FILTER (WHERE jsonb_array_length(r.record -> 'blocks') > ${caps.blocks}::int)::int AS blocks,
             sum(jsonb_array_length(r.record -> 'attachments'))::int AS files,
             sum(coalesce((r.record ->> 'filesMissing')::int, 0))::int AS "filesMissing"
        FROM import_records r
        LEFT JOIN unnest(${[...boards.keys()]}::text[], ${[...boards.values()]}::uuid[]) b (ref, id) ON b.ref = r.record ->> 'boardId'
        LEFT JOIN card_sources s ON s.workspace_id = r.workspace_id AND s.board_id = b.id AND s.source = 'weir:' || r.ref
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = 'exportedCard'
       GROUP BY 1, 2, 3, 4`;
  }

  /** How many requests of these boards have more than `max` messages. */
  async longRequests(
    { workspaceId, importId }: ImportIds,
    boardRefs: readonly string[],
    max: number,
  ): Promise<number> {
    const [row] = await this.database.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = 'exportedRequest'
         AND r.record ->> 'boardId' = ANY (${[...boardRefs]}::text[]) AND jsonb_array_length(r.record -> 'messages') > ${max}::int`;
    return row?.count ?? 0;
  }

  /** The people who submitted the requests of these boards, in the order of their first ones. */
  async requesters(
    { workspaceId, importId }: ImportIds,
    boardRefs: readonly string[],
  ): Promise<{ ref: string; requests: number }[]> {
    return this.database.$queryRaw`
      SELECT r.record ->> 'requesterId' AS ref, count(*)::int AS requests FROM import_records r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = 'exportedRequest'
         AND r.record ->> 'boardId' = ANY (${[...boardRefs]}::text[])
       GROUP BY 1
       ORDER BY min(r.place)`;
  }

  /** Those of these guests who are here. */
  async guests(workspaceId: string, ids: readonly string[]): Promise<Set<string>> {
    const guests = await this.database.guest.findMany({
      where: { workspaceId, id: { in: [...ids] } },
      select: { id: true },
    });
    return new Set(guests.map(({ id }) => id));
  }

  /** The bytes of the attachments in the file, and of those of the workspace, as the cap counts them. */
  async fileBytes(
    { workspaceId, importId }: ImportIds,
    boardRefs: readonly string[],
  ): Promise<{ found: number; here: number }> {
    const [row] = await this.database.$queryRaw<{ found: number; here: number }[]>`
      SELECT (SELECT coalesce(sum(greatest((a ->> 'bytes')::bigint, 65536)), 0)::float8
                FROM import_records r, jsonb_array_elements(r.record -> 'attachments') a
               WHERE r.workspace_id = ${workspaceId}::uuid AND r.import_id = ${importId}::uuid AND r.kind = 'exportedCard'
                 AND r.record ->> 'boardId' = ANY (${[...boardRefs]}::text[])) AS found,
             (SELECT coalesce(sum(greatest(f.bytes, 65536)), 0)::float8 FROM attachments f
               WHERE f.workspace_id = ${workspaceId}::uuid) AS here`;
    return row as { found: number; here: number };
  }
}
