import type { RebuiltBoard } from './rebuilt-board.js';

export const linkView = ({ card, id, kind, board, number }: RebuiltBoard['links'][number]) =>
  `${card} ${kind} ${board}-${number} by ${id}`;

export const byNumber = (one: { number: number }, other: { number: number }) => one.number - other.number;

export function sorted<Item extends { id: string }>(items: Item[]): Item[] {
  return items.toSorted((one, other) => one.id.localeCompare(other.id));
}
