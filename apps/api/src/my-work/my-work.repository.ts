import { Injectable } from '@nestjs/common';
import type { Card, ColumnKind } from '@weir/contract';
import { Pool } from '../database/pool.js';

/** The position of a card among those of a person: its board, then since when it is in progress, in milliseconds. */
export type MyCardPosition = { key: string; since: number; number: number };
export type MyCardRow = MyCardPosition & {
  name: string;
  timeZone: string;
  column: string;
  kind: ColumnKind;
  card: Card;
};

/** Cards that are not committed come after those that are: as if since the year 5138. */
const since = `coalesce((extract(epoch FROM c.committed_at) * 1000)::bigint, 99999999999999)`;

/** Read by the index of a person's assignments. Only the cards of the page are made into documents. */
const myWorkStatement = `
  WITH page AS MATERIALIZED (
    SELECT c.board_id, c.number, b.key, b.name, ${since} AS since, k.name AS "column", k.kind
      FROM card_assignees a
      JOIN cards c   ON c.workspace_id = a.workspace_id AND c.board_id = a.board_id AND c.id = a.card_id
                    AND c.archived_at IS NULL AND c.delivered_at IS NULL
      JOIN boards b  ON b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.archived_at IS NULL
      JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
     WHERE a.workspace_id = $1 AND a.user_id = $2
       AND ($3::text IS NULL OR (b.key, ${since}, c.number) > ($3, $4::bigint, $5::int))
     ORDER BY b.key, since, c.number
     LIMIT $6
  )
  SELECT p.key, p.since::float8 AS since, p.number, p.name, i.time_zone AS "timeZone", p."column", p.kind, d.document AS card
    FROM page p
    JOIN intakes i ON i.workspace_id = $1 AND i.board_id = p.board_id
    JOIN weir.card_documents d ON d.workspace_id = $1 AND d.board_id = p.board_id AND d.number = p.number
   ORDER BY p.key, p.since, p.number`;

@Injectable()
export class MyWorkRepository {
  constructor(private readonly pool: Pool) {}

  /** A person's cards that are not delivered, on the boards of a workspace that are not archived: one more than `size`. */
  async list(
    { workspaceId, userId }: { workspaceId: string; userId: string },
    after: MyCardPosition | null,
    size: number,
  ): Promise<MyCardRow[]> {
    const position = [after?.key, after?.since, after?.number].map((part) => part ?? null);
    const { rows } = await this.pool.query<MyCardRow>({
      name: 'my-work',
      text: myWorkStatement,
      values: [workspaceId, userId, ...position, size + 1],
    });
    return rows;
  }
}
