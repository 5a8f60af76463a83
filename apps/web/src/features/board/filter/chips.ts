import type { CustomField } from '@weir/contract';
import type { Dates, Translate } from '@weir/words';
import { type FieldCondition, isFilterable } from './field-conditions';
import type { BoardFilter } from './filter';
import { personName } from './filter-choices';

type Names = readonly { id: string; name: string }[];
type Named = { people: Names; teams: Names; labels: Names; fields: readonly CustomField[] };

/** How a reader's language writes days and numbers. */
export type Written = Pick<Dates, 'day'> & { number: (value: number) => string };

/** A choice of the filter, and the filter without it. Two that are unknown have the same name. */
export type Chip = { id: string; name: string; without: (filter: BoardFilter) => BoardFilter };

/** Every choice of the filter but its text, which has its own field. */
export function chipsOf(
  t: Translate,
  board: Named,
  { people, classes, labels, options, values, age, due, isBlocked, sle }: BoardFilter,
  written: Written,
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
    ...values.map((condition) => ({
      id: `value ${condition.field} ${condition.is}`,
      name: conditionName(t, board, condition, written),
      without: (filter: BoardFilter) => ({
        ...filter,
        values: filter.values.filter((each) => each.field !== condition.field),
      }),
    })),
    ...(isBlocked
      ? [
          {
            id: 'blocked',
            name: t('board.filter.blocked'),
            without: (filter: BoardFilter) => ({ ...filter, isBlocked: false }),
          },
        ]
      : []),
    ...sle.map((state) => ({
      id: `sle ${state}`,
      name: t(`board.filter.sle.${state}`),
      without: (filter: BoardFilter) => ({ ...filter, sle: filter.sle.filter((each) => each !== state) }),
    })),
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

/** A condition as its chip says it: “Effort: 2 to 5”. */
function conditionName(
  t: Translate,
  { fields }: Pick<Named, 'fields'>,
  condition: FieldCondition,
  written: Written,
): string {
  const field = fields.find(({ id }) => id === condition.field);
  if (!field) return t('board.filter.unknownField');
  const { name, kind } = field;
  if (!isFilterable(field)) return t('board.filter.hiddenField', { field: name });
  switch (condition.is) {
    case 'none':
      return t('board.filter.option', { field: name, option: t('customFields.none') });
    case 'text':
      return t('board.filter.contains', { field: name, text: condition.text });
    case 'range': {
      const word = (bound: string) =>
        kind === 'number' ? written.number(Number(bound)) : bound && written.day(bound);
      const { from, to } = condition;
      return t('board.filter.range', {
        field: name,
        open: from === '' ? 'from' : to === '' ? 'to' : 'no',
        from: word(from),
        to: word(to),
      });
    }
  }
}
