import type { AgeingCards, Percentiles } from '@weir/contract';
import { fewCards } from './few-cards';

type AgeingCard = AgeingCards['cards'][number];

/** A place in the chart: a column, or on several boards a board, which has no ages to compare with. */
export type AgeingColumn = {
  id: string;
  name: string;
  sample: number;
  /** How old delivered cards were when they left it; undefined on several boards. */
  ages: Percentiles | null | undefined;
  /** Those with a known age, the youngest first. */
  cards: AgeingCard[];
  holds: (card: AgeingCard) => boolean;
};

export function ageingColumns({ boards, columns, cards }: AgeingCards): AgeingColumn[] {
  const places =
    columns.length > 0
      ? columns.map(({ columnId, name, sample, ages }) => ({
          ...{ id: columnId, name, sample, ages },
          holds: (card: AgeingCard) => card.columnId === columnId,
        }))
      : boards.map((key) => ({
          ...{ id: key, name: key, sample: 0, ages: undefined },
          holds: (card: AgeingCard) => card.board === key,
        }));
  return places
    .map((place) => ({
      ...place,
      cards: cards
        .filter((card) => card.ageDays !== null && place.holds(card))
        .sort((one, other) => (one.ageDays ?? 0) - (other.ageDays ?? 0)),
    }))
    .filter((place) => columns.length > 0 || place.cards.length > 0);
}

/** Null if too few cards left the column to compare with. */
export function reliableAges({ ages, sample }: AgeingColumn): Percentiles | null {
  return sample >= fewCards ? (ages ?? null) : null;
}

/** Whether a card is older than 85% of the delivered cards were when they left its column. */
export function isOld({ ageDays }: AgeingCard, column: AgeingColumn): boolean {
  const ages = reliableAges(column);
  return ages !== null && ageDays !== null && ageDays > ages.p85;
}
