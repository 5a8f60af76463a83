import type { CardsIn } from './use-cards-in';

/** What a column holds that is to be removed, and where what is archived goes: `home` is the column that takes them. */
export function cardsInWords({ standing, archived }: CardsIn, home: string | undefined): string {
  const where = home ?? 'the column you choose';
  if (standing === 0 && archived === 0) return 'It is empty.';
  if (standing === 0)
    return archived === 1
      ? `It holds 1 archived card and no other: that goes along to ${where}.`
      : `It holds ${archived} archived cards and no others: they go along to ${where}.`;
  const stand = standing === 1 ? 'One card stands in it' : `${standing} cards stand in it`;
  if (archived === 0) return `${stand}.`;
  const along = archived === 1 ? '1 archived card goes' : `${archived} archived cards go`;
  return `${stand}, and ${along} along to ${where}.`;
}
