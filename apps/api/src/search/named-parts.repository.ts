import { Injectable } from '@nestjs/common';
import { Pool } from '../database/pool.js';

export type PartKind = 'column' | 'lane' | 'label';
/** A part of a board that filters name. */
export type Part = { kind: PartKind; id: string; name: string };
export type TeamPeople = { id: string; name: string; memberIds: string[] };

@Injectable()
export class NamedPartsRepository {
  constructor(private readonly pool: Pool) {}

  /** The columns, swimlanes and labels of boards: few. */
  async parts(workspaceId: string, boardIds: readonly string[]): Promise<Part[]> {
    const { rows } = await this.pool.query<Part>({
      name: 'parts-of-boards',
      text: `
        SELECT 'column' AS kind, k.id, k.name FROM columns k WHERE k.workspace_id = $1 AND k.board_id = ANY ($2)
         UNION ALL
        SELECT 'lane', l.id, l.name FROM swimlanes l WHERE l.workspace_id = $1 AND l.board_id = ANY ($2)
         UNION ALL
        SELECT 'label', l.id, l.name FROM labels l WHERE l.workspace_id = $1 AND l.board_id = ANY ($2)`,
      values: [workspaceId, boardIds],
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

  /** The teams of a workspace, of which it has few. */
  async teams(workspaceId: string): Promise<TeamPeople[]> {
    const { rows } = await this.pool.query<TeamPeople>({
      name: 'people-of-teams',
      text: `
        SELECT t.id, t.name, ARRAY(SELECT m.user_id FROM team_members m WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id) AS "memberIds"
          FROM teams t WHERE t.workspace_id = $1`,
      values: [workspaceId],
    });
    return rows;
  }
}
