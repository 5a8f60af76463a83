import type { CustomField } from '@weir/contract';
import type { Translate } from '@weir/words';
import { type BoardFilter, nobody } from './filter';

type Names = readonly { id: string; name: string }[];
type Named = { people: Names; labels: Names; fields: readonly CustomField[] };

export function personName(t: Translate, { people }: Pick<Named, 'people'>, id: string): string {
  if (id === nobody) return t('board.filter.nobody');
  return people.find((person) => person.id === id)?.name ?? t('board.filter.unknownPerson');
}

/** All choices, on faces or not: a board's cards have their values. */
export function filterableFields({ fields }: Pick<Named, 'fields'>): CustomField[] {
  return fields.filter(({ kind, options }) => kind === 'choice' && options.length > 0);
}

/** A choice of the filter, and the filter without it. Two that are unknown have the same name. */
export type Chip = { id: string; name: string; without: (filter: BoardFilter) => BoardFilter };

/** Every choice of the filter but its text, which has its own field. */
export function chipsOf(
  t: Translate,
  board: Named,
  { people, classes, labels, options, age, due, isBlocked }: BoardFilter,
): Chip[] {
  return [
    ...people.map((id) => ({
      id: `who ${id}`,
      name: personName(t, board, id),
      without: (filter: BoardFilter) => ({
        ...filter,
        people: filter.people.filter((each) => each !== id),
      }),
    })),
    ...classes.map((of) => ({
      id: `class ${of}`,
      name: t(`vocabulary.classes.${of}`),
      without: (filter: BoardFilter) => ({
        ...filter,
        classes: filter.classes.filter((each) => each !== of),
      }),
    })),
    ...labels.map((id) => ({
      id: `label ${id}`,
      name: board.labels.find((label) => label.id === id)?.name ?? t('labels.unknown'),
      without: (filter: BoardFilter) => ({
        ...filter,
        labels: filter.labels.filter((each) => each !== id),
      }),
    })),
    ...optionChips(t, board, options),
    ...(isBlocked
      ? [
          {
            id: 'blocked',
            name: t('board.filter.blocked'),
            without: (filter: BoardFilter) => ({ ...filter, isBlocked: false }),
          },
        ]
      : []),
    ...(age === null
      ? []
      : [
          {
            id: 'age',
            name: t('board.filter.age', { days: age }),
            without: (filter: BoardFilter) => ({ ...filter, age: null }),
          },
        ]),
    ...(due === null
      ? []
      : [
          {
            id: 'due',
            name: t(`board.filter.due.${due}`),
            without: (filter: BoardFilter) => ({ ...filter, due: null }),
          },
        ]),
  ];
}

/** The chosen options in the order of the board. Those that it has lost are one chip. */
function optionChips(t: Translate, { fields }: Named, chosen: readonly string[]): Chip[] {
  const without = (ids: readonly string[]) => (filter: BoardFilter) => ({
    ...filter,
    options: filter.options.filter((each) => !ids.includes(each)),
  });
  const chips = fields.flatMap((field) =>
    field.options
      .filter(({ id }) => chosen.includes(id))
      .map(({ id, name }) => ({
        id: `option ${id}`,
        name: t('board.filter.option', { field: field.name, option: name }),
        without: without([id]),
      })),
  );
  const known = fields.flatMap(({ options }) => options.map(({ id }) => id));
  const lost = chosen.filter((id) => !known.includes(id));
  return lost.length === 0
    ? chips
    : [...chips, { id: 'lost options', name: t('board.filter.unknownOption'), without: without(lost) }];
}

/** How many choices a filter has, its text included. */
export function choiceCount(filter: BoardFilter): number {
  const { people, classes, labels, options, age, due, isBlocked, text } = filter;
  const single = [age !== null, due !== null, isBlocked, text !== ''].filter(Boolean).length;
  return people.length + classes.length + labels.length + options.length + single;
}
