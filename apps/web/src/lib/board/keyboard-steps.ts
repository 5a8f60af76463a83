/** Cards that stand above one another: a column, or of it one lane's, or one half. In the order of drawing. */
export type Stack = { column: string; lane: string; half: string; cards: number[] };
export type Way = 'up' | 'down' | 'left' | 'right';

/**
 * The card that an arrow leads to: up and down along the column, through its lanes; left and right to the same row
 * of the nearest stack that has cards, in the same lane where that has one.
 */
export function nextCard(stacks: readonly Stack[], card: number, way: Way): number | undefined {
  const at = stacks.findIndex(({ cards }) => cards.includes(card));
  const own = stacks[at];
  if (!own) return undefined;
  const row = own.cards.indexOf(card);
  if (way === 'up' || way === 'down') {
    const next = own.cards[row + (way === 'up' ? -1 : 1)];
    if (next !== undefined) return next;
    const along = aside(stacks, at, way === 'up').filter(
      ({ column, half }) => column === own.column && half === own.half,
    );
    return way === 'up' ? along[0]?.cards.at(-1) : along[0]?.cards[0];
  }
  const sideways = aside(stacks, at, way === 'left').filter(
    ({ column, lane, half }) => column !== own.column || (lane === own.lane && half !== own.half),
  );
  const there = sideways.find(({ lane }) => lane === own.lane) ?? sideways[0];
  return there?.cards[Math.min(row, there.cards.length - 1)];
}

/** The stacks with cards before (nearest first) or after one. */
function aside(stacks: readonly Stack[], at: number, isBefore: boolean): Stack[] {
  const side = isBefore ? stacks.slice(0, at).reverse() : stacks.slice(at + 1);
  return side.filter(({ cards }) => cards.length > 0);
}
