import type { Translate } from '@weir/words';
import { type BoardFilter, nobody } from './filter';

type Names = readonly { id: string; name: string }[];
type Named = { people: Names; labels: Names };

export function personName(t: Translate, { people }: Pick<Named, 'people'>, id: string): string {
  if (id === nobody) return t('board.filter.nobody');
  return people.find((person) => person.id === id)?.name ?? t('board.filter.unknownPerson');
}

/** A choice of the filter, and the filter without it. */
export type Chip = { name: string; without: (filter: BoardFilter) => BoardFilter };

/** Every choice of the filter but its text, which has its own field. */
export function chipsOf(
  t: Translate,
  board: Named,
  { people, classes, labels, age, due, isBlocked }: BoardFilter,
): Chip[] {
  return [
    ...people.map((id) => ({
      name: personName(t, board, id),
      without: (filter: BoardFilter) => ({
        ...filter,
        people: filter.people.filter((each) => each !== id),
      }),
    })),
    ...classes.map((of) => ({
      name: t(`vocabulary.classes.${of}`),
      without: (filter: BoardFilter) => ({
        ...filter,
        classes: filter.classes.filter((each) => each !== of),
      }),
    })),
    ...labels.map((id) => ({
      name: board.labels.find((label) => label.id === id)?.name ?? t('labels.unknown'),
      without: (filter: BoardFilter) => ({
        ...filter,
        labels: filter.labels.filter((each) => each !== id),
      }),
    })),
    ...(isBlocked
      ? [
          {
            name: t('board.filter.blocked'),
            without: (filter: BoardFilter) => ({ ...filter, isBlocked: false }),
          },
        ]
      : []),
    ...(age === null
      ? []
      : [
          {
            name: t('board.filter.age', { days: age }),
            without: (filter: BoardFilter) => ({ ...filter, age: null }),
          },
        ]),
    ...(due === null
      ? []
      : [
          {
            name: t(`board.filter.due.${due}`),
            without: (filter: BoardFilter) => ({ ...filter, due: null }),
          },
        ]),
  ];
}

/** How many choices a filter has, its text included. */
export function choiceCount(filter: BoardFilter): number {
  const { people, classes, labels, age, due, isBlocked, text } = filter;
  const single = [age !== null, due !== null, isBlocked, text !== ''].filter(Boolean).length;
  return people.length + classes.length + labels.length + single;
}
