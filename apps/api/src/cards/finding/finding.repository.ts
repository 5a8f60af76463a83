import { Injectable } from '@nestjs/common';
import type { Expectations } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { riskAgesOfBoard, serviceLevelsOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';
import { type FilteredPage, type FoundNumbers, findStatement } from '../../search/filtered-page.js';

/** The parameters of weir.find_cards. */
export type CardFilters = Record<string, unknown>;

const expectationsStatement = `
  SELECT (t.now AT TIME ZONE i.time_zone)::date::text AS today, i.time_zone AS "timeZone", ${serviceLevelsOfBoard} AS "serviceLevels",
         ${riskAgesOfBoard} AS "riskAges"
    FROM boards b
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN (SELECT $3::timestamptz AS now) t
   WHERE b.workspace_id = $1 AND b.id = $2`;

@Injectable()
export class FindingRepository {
  constructor(private readonly pool: Pool) {}

  async find(board: BoardIds, filters: CardFilters, page: FilteredPage): Promise<FoundNumbers> {
    const { rows } = await this.pool.query<FoundNumbers>(findStatement('cards', board, filters, page));
    return rows[0] as FoundNumbers;
  }

  async expectations({ workspaceId, boardId }: BoardIds, now: Date): Promise<Expectations> {
    const { rows } = await this.pool.query<Expectations>({
      name: 'expectations',
      text: expectationsStatement,
      values: [workspaceId, boardId, now],
    });
    return rows[0] as Expectations;
  }
}
