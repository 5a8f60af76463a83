import type { Board, Column } from '@weir/contract';
import { type LimitCapacity, limitCapacity } from '@weir/domain';

/** How full a place is against its limit; `none` where there is no limit, `starving` below its minimum. */
export type PlaceState = 'free' | 'near' | 'full' | 'over' | 'closed' | 'starving' | 'none';

export type RoomLabel = { state: PlaceState; text: string };
/** A maximum and perhaps a minimum, and what counts against them. */
export type Occupancy = { limit: { max: number; min?: number | null | undefined } | null; load: number };

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];

export function roomOf({ limit, load }: Occupancy): LimitCapacity | null {
  return limit && limitCapacity({ max: limit.max, load, ...(limit.min != null && { min: limit.min }) });
}

/** What a limit leaves, in words: “Room for two”, “Nearly full”, “Full”, “Over by 2”, “Closed”, “Starving: at least 2”. */
export function roomLabel(occupancy: Occupancy): RoomLabel {
  const left = roomOf(occupancy);
  if (!left) return { state: 'none', text: 'No limit' };
  switch (left.state) {
    case 'over':
      return { state: 'over', text: `Over by ${left.over}` };
    case 'closed':
      return { state: 'closed', text: 'Closed' };
    case 'full':
      return { state: 'full', text: 'Full' };
    case 'near':
      return { state: 'near', text: left.load / left.max >= 0.75 ? 'Nearly full' : roomFor(left.free) };
    case 'starving':
      return { state: 'starving', text: `Starving: at least ${occupancy.limit?.min}` };
    case 'free':
      return { state: 'free', text: roomFor(left.free) };
  }
}

export function roomFor(free: number): string {
  return `Room for ${numbers[free] ?? free}`;
}

/** “2 of 3, room for one”: the same for who hears it. */
export function roomText(occupancy: Occupancy): string {
  return `${countText(occupancy)}, ${lowered(roomLabel(occupancy).text)}`;
}

/** “2 of 3”, or “2 cards” where nothing limits them. */
export function countText({ limit, load }: Occupancy): string {
  return limit ? `${load} of ${limit.max}` : `${load} ${load === 1 ? 'card' : 'cards'}`;
}

export function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A column's own figures, as its head shows them: what counts against its limit, or all that stand there. */
export function columnOccupancy(board: Pick<Board, 'cards'>, { id, limit, load }: Column): Occupancy {
  const stands = () => board.cards.filter((card) => card.columnId === id && card.archivedAt === null).length;
  return { limit, load: limit ? load : stands() };
}
