import { Injectable } from '@nestjs/common';
import type { CardServiceLevel, ClassLevel, ServiceLevelFigures } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { type Scoped, valuesOf } from '../figures/flow-scope.js';

/** `percent`: that of the expectation, or the usual one; `days`: the percentile of the cycle times, null without any. */
export type LevelRow = Omit<ClassLevel, 'share' | 'proposal'> & { percent: number; days: number | null };

/** Expectations against what happened: by the functions in prisma/sql/flow. */
@Injectable()
export class ServiceLevelsRepository {
  constructor(private readonly pool: Pool) {}

  levels(scoped: Scoped, now: Date): Promise<LevelRow[]> {
    return this.document('service-levels', 'weir.service_levels($1, $2, $3, $4, $5, $6)', [
      ...valuesOf(scoped),
      now,
    ]);
  }

  late(
    scoped: Scoped,
    now: Date,
    most: number,
  ): Promise<{ total: number; cards: ServiceLevelFigures['late'] }> {
    return this.document('late-cards', 'weir.late_cards($1, $2, $3, $4, $5, $6, $7)', [
      ...valuesOf(scoped),
      now,
      most,
    ]);
  }

  ofCard({ workspaceId, boardId }: BoardIds, card: number, now: Date): Promise<CardServiceLevel | null> {
    return this.document('sle-of-card', 'weir.sle_of_card($1, $2, $3, $4)', [
      workspaceId,
      boardId,
      card,
      now,
    ]);
  }

  /** Boards whose risk ages are not those of their day and their expectations, in any workspace. */
  async withoutRiskAges(now: Date, most: number): Promise<BoardIds[]> {
    const { rows } = await this.pool.query<BoardIds>({
      name: 'boards-without-risk-ages',
      text: 'SELECT b.workspace_id AS "workspaceId", b.board_id AS "boardId" FROM weir.boards_without_risk_ages($1, $2) b',
      values: [now, most],
    });
    return rows;
  }

  async keepRiskAges({ workspaceId, boardId }: BoardIds, now: Date): Promise<void> {
    await this.pool.query({
      name: 'keep-risk-ages',
      text: 'SELECT weir.keep_risk_ages($1, $2, $3)',
      values: [workspaceId, boardId, now],
    });
  }

  private async document<Document>(name: string, call: string, values: unknown[]): Promise<Document> {
    const { rows } = await this.pool.query<{ document: Document }>({
      name,
      text: `SELECT ${call} AS document`,
      values,
    });
    return (rows[0] as { document: Document }).document;
  }
}
