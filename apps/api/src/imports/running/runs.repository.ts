import { Injectable } from '@nestjs/common';
import { Prisma } from '@weir/prisma';
import type { BoardIds } from '../../database/board-ids.js';
import { type Outcome as CommandOutcome, outcomeOf } from '../../database/outcome.js';
import { Database, type Tx } from '../../database/prisma.js';
import type { Result } from '../../result.js';
import type { ImportIds } from '../imports.repository.js';
import type { PlannedCard } from '../planning/planned-card.js';

export type CardToImport = PlannedCard['card'] & { id: string; source: string };
/** The result of weir.import_cards for one card. */
export type Imported =
  | { result: 'created'; number: number; columnId: string; refusedBy?: object }
  | { result: 'exists'; number: number }
  | { result: 'refused'; code: string; cap?: string };
type Writer = BoardIds & { userId: string; roles: readonly string[] };

@Injectable()
export class RunsRepository {
  constructor(private readonly database: Database) {}

  /** The running imports of all workspaces that are not archived, the oldest first. */
  running(): Promise<ImportIds[]> {
    return this.database.$queryRaw<ImportIds[]>`
      SELECT i.workspace_id AS "workspaceId", i.id AS "importId"
        FROM imports i
        JOIN workspaces w ON w.id = i.workspace_id AND w.archived_at IS NULL
       WHERE i.state = 'running'
       ORDER BY i.started_at, i.id`;
  }

  async importCards(
    tx: Tx,
    { workspaceId, boardId, userId, roles }: Writer,
    cards: readonly CardToImport[],
    now: Date,
  ): Promise<Result<{ outcomes: Imported[] }>> {
    const [done] = await tx.$queryRaw<{ outcome: CommandOutcome }[]>(Prisma.sql`
      SELECT weir.import_cards(${workspaceId}::uuid, ${boardId}::uuid, ${userId}::uuid, ${now},
                               ROW (${[...roles]}::role[], NULL, false)::weir.write_conditions,
                               ${JSON.stringify(cards)}::jsonb) AS outcome`);
    return outcomeOf((done as { outcome: CommandOutcome }).outcome);
  }
}
