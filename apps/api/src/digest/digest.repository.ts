import { Injectable } from '@nestjs/common';
import type { BoardDigest, ClassLevel } from '@weir/contract';
import type { DigestFacts, LimitScopeName, PlainDate } from '@weir/domain';
import { Pool } from '../database/pool.js';

/** The result of weir.board_digest: the digest, and the figures that suggestions use. */
export type DigestRow = Pick<BoardDigest, 'requests' | 'flow' | 'aged' | 'agedTotal' | 'forecasts'> & {
  overrides: (BoardDigest['overrides'][number] & { scope: LimitScopeName })[];
  blocked: DigestFacts['blocked'];
  lately: DigestFacts['lately'];
  levels: Pick<ClassLevel, 'classOfService' | 'expectation' | 'sample' | 'kept'>[];
};

export type DigestBoard = { id: string; key: string; name: string; timeZone: string };

@Injectable()
export class DigestRepository {
  constructor(private readonly pool: Pool) {}

  async digest(
    workspaceId: string,
    boardId: string,
    { from, to }: { from: PlainDate; to: PlainDate },
    now: Date,
  ): Promise<DigestRow> {
    const { rows } = await this.pool.query<{ document: DigestRow }>({
      name: 'board-digest',
      text: 'SELECT weir.board_digest($1, $2, $3, $4, $5) AS document',
      values: [workspaceId, boardId, from, to, now],
    });
    return (rows[0] as { document: DigestRow }).document;
  }

  /** By key. */
  async boards(workspaceId: string, boardIds: readonly string[]): Promise<DigestBoard[]> {
    const { rows } = await this.pool.query<DigestBoard>({
      name: 'digest-boards',
      text: `SELECT b.id, b.key, b.name, i.time_zone AS "timeZone"
               FROM boards b JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
              WHERE b.workspace_id = $1 AND b.id = ANY ($2) ORDER BY b.key`,
      values: [workspaceId, boardIds],
    });
    return rows;
  }
}
