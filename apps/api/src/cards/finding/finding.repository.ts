import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { type FilteredPage, type FoundNumbers, findStatement } from '../../search/filtered-page.js';
import type { Part } from '../../search/named-parts.js';

/** The parameters of weir.find_cards. */
export type CardFilters = Record<string, unknown>;

@Injectable()
export class FindingRepository {
  constructor(private readonly pool: Pool) {}

  async find(board: BoardIds, filters: CardFilters, page: FilteredPage): Promise<FoundNumbers> {
    const { rows } = await this.pool.query<FoundNumbers>(findStatement('cards', board, filters, page));
    return rows[0] as FoundNumbers;
  }

  /** The columns, swimlanes and labels of a board: few. */
  async parts({ workspaceId, boardId }: BoardIds): Promise<Part[]> {
    const { rows } = await this.pool.query<Part>({
      name: 'parts-of-board',
      text: `
        SELECT 'column' AS kind, k.id, k.name FROM columns k WHERE k.workspace_id = $1 AND k.board_id = $2
         UNION ALL
        SELECT 'lane', l.id, l.name FROM swimlanes l WHERE l.workspace_id = $1 AND l.board_id = $2
         UNION ALL
        SELECT 'label', l.id, l.name FROM labels l WHERE l.workspace_id = $1 AND l.board_id = $2`,
      values: [workspaceId, boardId],
    });
    return rows;
  }

  /** Those of these people who were ever members of the workspace. */
  async members(workspaceId: string, people: readonly string[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'members-of-these',
      text: 'SELECT m.user_id AS id FROM memberships m WHERE m.workspace_id = $1 AND m.user_id = ANY ($2)',
      values: [workspaceId, people],
    });
    return rows.map(({ id }) => id);
  }
}
