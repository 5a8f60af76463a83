import { Injectable } from '@nestjs/common';
import type { FigureCards, FlowStage, FlowStep } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import type { Scoped } from './flow-scope.js';

/** A number of a figure on a day. `columnId` null: all of the stage; the nil UUID: columns that are gone. */
export type FigurePlace = { day: string } & (
  | { stage: FlowStage; columnId: string | null; step: null }
  | { stage: null; columnId: null; step: FlowStep }
);

/** The last card of a page. `n` tells two steps of a card apart. */
export type FigureCardName = { board: string; number: number; n: number };

type FoundCards = { total: number; items: (FigureCards['items'][number] & FigureCardName)[] };

/** The cards behind the numbers of figures: see weir.flow_figure_cards. */
@Injectable()
export class FigureCardsRepository {
  constructor(private readonly pool: Pool) {}

  async read(
    { workspaceId, boardIds, scope: { from }, filter }: Scoped,
    { day, stage, columnId, step }: FigurePlace,
    after: FigureCardName | null,
    size: number,
  ): Promise<FoundCards> {
    const { rows } = await this.pool.query<{ document: FoundCards }>({
      name: 'flow-figure-cards',
      text: 'SELECT weir.flow_figure_cards($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS document',
      values: [
        ...[workspaceId, boardIds, from, day, JSON.stringify(filter), stage, columnId, step],
        ...[after && JSON.stringify(after), size],
      ],
    });
    return (rows[0] as { document: FoundCards }).document;
  }
}
