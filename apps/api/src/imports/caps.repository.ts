import { Injectable } from '@nestjs/common';
import type { Cap } from '@weir/contract';
import { Database } from '../database/prisma.js';

const names = [
  'boards',
  'archivedBoards',
  'columns',
  'swimlanes',
  'labels',
  'fields',
  'fieldOptions',
  'limits',
  'templates',
  'cardTemplates',
  'recurringCards',
  'cards',
  'archivedCards',
  'requests',
  'blocks',
  'comments',
  'cardLabels',
  'checklistItems',
  'links',
  'waits',
  'messages',
  'teams',
  'teamMembers',
  'guests',
  'megabytes',
] as const satisfies readonly Cap[];

/** The caps of a workspace that an import can meet. */
export type Caps = Readonly<Record<(typeof names)[number], number>>;
/** What a workspace has already. `boards` are those that are not archived, `allBoards` all. */
export type WorkspaceLoad = { boards: number; allBoards: number; guests: number };
/** What a board has already. `cards` are those that are neither archived nor in a done column, `allCards` all. */
export type BoardLoad = { cards: number; allCards: number };

@Injectable()
export class CapsRepository {
  constructor(private readonly database: Database) {}

  async caps(workspaceId: string): Promise<Caps> {
    const rows = await this.database.$queryRaw<{ name: string; max: number }[]>`
      SELECT c.name, weir.cap(${workspaceId}::uuid, c.name) AS max FROM unnest(${[...names]}::text[]) c (name)`;
    return Object.fromEntries(rows.map(({ name, max }) => [name, max])) as Caps;
  }

  async ofWorkspace(workspaceId: string): Promise<WorkspaceLoad> {
    const [load] = await this.database.$queryRaw<WorkspaceLoad[]>`
      SELECT (SELECT count(*)::int FROM boards b WHERE b.workspace_id = w.id AND b.archived_at IS NULL) AS boards,
             (SELECT count(*)::int FROM boards b WHERE b.workspace_id = w.id) AS "allBoards",
             (SELECT count(*)::int FROM guests g WHERE g.workspace_id = w.id) AS guests
        FROM workspaces w WHERE w.id = ${workspaceId}::uuid`;
    return load as WorkspaceLoad;
  }

  async ofBoard(workspaceId: string, boardId: string): Promise<BoardLoad> {
    const [load] = await this.database.$queryRaw<BoardLoad[]>`
      SELECT count(*) FILTER (WHERE k.kind <> 'done' AND c.archived_at IS NULL)::int AS cards, count(*)::int AS "allCards"
        FROM cards c
        JOIN columns k ON k.workspace_id = c.workspace_id AND k.board_id = c.board_id AND k.id = c.column_id
       WHERE c.workspace_id = ${workspaceId}::uuid AND c.board_id = ${boardId}::uuid`;
    return load as BoardLoad;
  }

  /** How many of these sources each board has, from an earlier import. Archived boards are not looked at. */
  async boardsThatKnow(
    workspaceId: string,
    sources: readonly string[],
  ): Promise<{ key: string; name: string; cards: number }[]> {
    return this.database.$queryRaw`
      SELECT b.key, b.name, count(*)::int AS cards
        FROM boards b
        JOIN card_sources s ON s.workspace_id = b.workspace_id AND s.board_id = b.id
       WHERE b.workspace_id = ${workspaceId}::uuid AND b.archived_at IS NULL AND s.source = ANY (${[...sources]}::text[])
       GROUP BY b.workspace_id, b.id`;
  }

  /** Those of these sources that the board has, from an earlier import. */
  async known(workspaceId: string, boardId: string, sources: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.$queryRaw<{ source: string }[]>`
      SELECT s.source FROM card_sources s
       WHERE s.workspace_id = ${workspaceId}::uuid AND s.board_id = ${boardId}::uuid AND s.source = ANY (${[...sources]}::text[])`;
    return new Set(rows.map(({ source }) => source));
  }
}
