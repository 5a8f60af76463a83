import {
  type Column,
  columnOf,
  isCounted,
  type LimitCapacity,
  type LimitScope,
  limitCapacity,
} from '@weir/domain';
import type { Translate } from '@weir/words';
import { type Cell, cardsInColumn } from './cells';

/** How full a place is against its limit; `none` where there is no limit, `starving` below its minimum. */
export type PlaceState = LimitCapacity['state'] | 'none';

/** A limit's bounds, and what counts against them. */
export type Occupancy = {
  limit: { max: number; min?: number | null | undefined } | null;
  load: number;
};

export function capacityOf({ limit, load }: Occupancy): LimitCapacity | null {
  return limit && limitCapacity({ max: limit.max, load, ...(limit.min != null && { min: limit.min }) });
}

export function placeState(occupancy: Occupancy): PlaceState {
  return capacityOf(occupancy)?.state ?? 'none';
}

/** “2 free”, “Full”, “1 over limit”, “No limit”. */
export function stateLabel(t: Translate, occupancy: Occupancy): string {
  return t('limits.state', facts(occupancy));
}

/** “2 of 3”, or “2 cards” without a limit. */
export function countText(t: Translate, { limit, load }: Occupancy): string {
  return limit ? t('limits.loadOfMax', { load, max: limit.max }) : t('limits.cards', { load });
}

/** “2 of 3, 1 free”. */
export function occupancyText(t: Translate, occupancy: Occupancy): string {
  return t('limits.occupancy', { ...facts(occupancy), load: occupancy.load });
}

function facts(occupancy: Occupancy) {
  const capacity = capacityOf(occupancy);
  const { max = 0, free = 0, over = 0, min = 0 } = capacity ?? {};
  return { state: capacity?.state ?? 'none', max, free, over, min };
}

/** What a column’s head shows: the load of its limit, or all its cards where it has no limit. */
export function columnOccupancy(
  board: Parameters<typeof cardsInColumn>[0],
  { id, limit, load }: Occupancy & { id: string },
): Occupancy {
  return { limit, load: limit ? load : cardsInColumn(board, id).length };
}

/** The least room that any limit leaves for an ordinary card in a cell; null where no limit applies. */
export function freeInCell(
  board: { columns: readonly Column[]; limits: readonly (LimitScope & { max: number; load: number })[] },
  cell: Cell,
): number | null {
  const column = columnOf(board, cell.columnId);
  const card = {
    columnId: cell.columnId,
    swimlaneId: cell.swimlaneId ?? null,
    classOfService: 'standard' as const,
    assignees: [],
    archivedAt: null,
  };
  const free = board.limits
    .filter((limit) => isCounted(limit, card, column))
    .map(({ max, load }) => Math.max(0, max - load));
  return free.length > 0 ? Math.min(...free) : null;
}
