import { Injectable } from '@nestjs/common';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { type FilteredPage, type FoundNumbers, findStatement } from '../../search/filtered-page.js';

/** The parameters of weir.find_cards. */
export type CardFilters = Record<string, unknown>;

@Injectable()
export class FindingRepository {
  constructor(private readonly pool: Pool) {}

  async find(board: BoardIds, filters: CardFilters, page: FilteredPage): Promise<FoundNumbers> {
    const { rows } = await this.pool.query<FoundNumbers>(findStatement('cards', board, filters, page));
    return rows[0] as FoundNumbers;
  }
}
