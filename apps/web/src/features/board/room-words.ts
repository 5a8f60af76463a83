import type { Column } from '@weir/contract';
import { type Room, room } from '@weir/domain';
import type { AnyState } from '@/components/state-word';

export type RoomWord = { state: AnyState; text: string };

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];

export function roomOf({ limit, load }: Pick<Column, 'limit' | 'load'>): Room | null {
  return limit && room({ max: limit.max, load });
}

/** What a column's limit leaves, in words: “Room for two”, “Nearly full”, “Full”, “Over by 2”, “Closed”. */
export function roomWord(column: Pick<Column, 'limit' | 'load'>): RoomWord {
  const left = roomOf(column);
  if (!left) return { state: 'none', text: 'No limit' };
  switch (left.state) {
    case 'over':
      return { state: 'over', text: `Over by ${left.over}` };
    case 'closed':
      return { state: 'full', text: 'Closed' };
    case 'full':
      return { state: 'full', text: 'Full' };
    case 'near':
      return { state: 'near', text: left.load / left.max >= 0.75 ? 'Nearly full' : roomFor(left.free) };
    case 'free':
      return { state: 'free', text: roomFor(left.free) };
  }
}

export function roomFor(free: number): string {
  return `Room for ${numbers[free] ?? free}`;
}

/** “2 of 3, room for one”: the same for who hears it. */
export function roomSaid(column: Column): string {
  const { text } = roomWord(column);
  const count = column.limit
    ? `${column.load} of ${column.limit.max}`
    : `${column.load} ${column.load === 1 ? 'card' : 'cards'}`;
  return `${count}, ${text.toLowerCase()}`;
}
