import { Injectable } from '@nestjs/common';
import type { ArrivalsCardsQuery, CfdCardsQuery, FigureCards, PageQuery } from '@weir/contract';
import { z } from 'zod';
import { bindCursor, readBoundCursor } from '../../http/bound-cursor.js';
import { wrongFilter } from '../../search/named-parts.service.js';
import { type FigureCardName, FigureCardsRepository, type FigurePlace } from './figure-cards.repository.js';
import type { Scoped } from './flow-scope.js';
import { FlowScopeRepository } from './flow-scope.repository.js';

const usualSize = 50;
/** The id of a column that is gone or unknown. */
const noColumn = '00000000-0000-0000-0000-000000000000';

const Last = z.strictObject({ board: z.string().max(10), number: z.int(), n: z.int() });

/** Which cards a number of cumulative flow or of arrivals counts. */
@Injectable()
export class FigureCardsService {
  constructor(
    private readonly repository: FigureCardsRepository,
    private readonly scopes: FlowScopeRepository,
  ) {}

  async ofBand(
    scoped: Scoped,
    { day, stage, column, ...page }: PageQuery & Pick<CfdCardsQuery, 'day' | 'stage' | 'column'>,
  ): Promise<FigureCards> {
    // Delivered cards are one band, whichever done column they are in.
    if (column !== undefined && (stage === 'delivered' || !(await this.hasColumn(scoped, column)))) {
      throw wrongFilter('column', 'absent');
    }
    const columnId = column === undefined ? null : column === 'none' ? noColumn : column;
    return this.page(scoped, { day, stage, columnId, step: null }, page);
  }

  ofStep(
    scoped: Scoped,
    { day, step, ...page }: PageQuery & Pick<ArrivalsCardsQuery, 'day' | 'step'>,
  ): Promise<FigureCards> {
    if (step === 'inFlight') return this.ofBand(scoped, { day, stage: step, ...page });
    return this.page(scoped, { day, stage: null, columnId: null, step }, page);
  }

  private async hasColumn({ workspaceId, boardId }: Scoped, column: string): Promise<boolean> {
    if (column === 'none' || boardId === null) return true;
    return (await this.scopes.columns(workspaceId, boardId)).some(({ id }) => id === column);
  }

  private async page(
    scoped: Scoped,
    place: FigurePlace,
    { cursor, size = usualSize }: PageQuery,
  ): Promise<FigureCards> {
    const { scope, boardIds, filter } = scoped;
    const { day } = place;
    if (day < scope.from) throw wrongFilter('day', 'beforeFrom');
    if (day > scope.to) throw wrongFilter('day', 'afterTo', { to: scope.to });
    // Only deliveries are counted from the first day of the figure.
    const list = [boardIds, filter, place, place.stage === 'delivered' && scope.from];
    const after: FigureCardName | null = readBoundCursor(cursor, list, Last);
    const { total, items } = await this.repository.read(scoped, place, after, size + 1);
    const shown = items.slice(0, size);
    const last = items.length > size ? shown.at(-1) : undefined;
    return {
      ...scope,
      day,
      total,
      items: shown.map(({ n: _, ...card }) => card),
      nextCursor: last ? bindCursor(list, { board: last.board, number: last.number, n: last.n }) : null,
    };
  }
}
