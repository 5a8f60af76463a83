import { classesOfService } from '@weir/domain';
import type { Command } from '@/lib/commands';
import { isFilterable } from '../filter/field-conditions';
import { ages, type BoardFilter, dues, nobody, toggled } from '../filter/filter';
import { personName } from '../filter/filter-choices';
import type { CommandSource } from './command-source';
import { ofBoard } from './of-board';

type Choice = {
  id: string;
  of: 'label' | 'person' | 'class' | 'other';
  name: string;
  isOn: boolean;
  toggle: (filter: BoardFilter) => BoardFilter;
  isOnlyFound?: boolean;
};

/** Everything that the board can be filtered by. Chosen again, a filter is removed. */
export function filterCommands(source: CommandSource): Command[] {
  const { page, t, me } = source;
  const { board, filtering, showDialog } = page;
  const { openBar, change, clear, isActive } = filtering;
  return [
    ofBoard('filter', t('commands.filter'), openBar, { hint: 'F', also: t('commands.words.filter') }),
    ofBoard('mine', t('commands.mine'), () => change((filter) => ({ ...filter, people: [me.id] })), {
      also: t('commands.words.filter'),
    }),
    ...choicesOf(source).map(({ id, of, name, isOn, toggle, isOnlyFound = true }) =>
      ofBoard(`filter ${id}`, t('commands.filterBy', { of, name, isOn: `${isOn}` }), () => change(toggle), {
        also: t('commands.words.filter'),
        isOnlyFound,
      }),
    ),
    ...board.fields
      .filter((field) => field.kind !== 'choice' && isFilterable(field))
      .map((field) =>
        ofBoard(
          `filter field ${field.id}`,
          t('commands.filterByField', { name: field.name }),
          () => showDialog({ kind: 'fieldFilter', field }),
          { also: t('commands.words.filter'), isOnlyFound: true },
        ),
      ),
    ...(isActive ? [ofBoard('clear', t('board.filter.clear'), clear)] : []),
  ];
}

function choicesOf({ page: { board, filtering }, t }: CommandSource): Choice[] {
  const { people, classes, labels, options, age, due, isBlocked } = filtering.filter;
  return [
    {
      id: 'blocked',
      of: 'other',
      name: t('board.filter.blocked'),
      isOn: isBlocked,
      toggle: (filter) => ({ ...filter, isBlocked: !isBlocked }),
      isOnlyFound: false,
    },
    ...dues.map(
      (each): Choice => ({
        id: `due ${each}`,
        of: 'other',
        name: t(`board.filter.due.${each}`),
        isOn: due === each,
        toggle: (filter) => ({ ...filter, due: due === each ? null : each }),
        isOnlyFound: each !== 'late',
      }),
    ),
    ...board.labels.map(
      ({ id, name }): Choice => ({
        id: `label ${id}`,
        of: 'label',
        name,
        isOn: labels.includes(id),
        toggle: (filter) => ({ ...filter, labels: toggled(filter.labels, id) }),
      }),
    ),
    ...[...board.people, ...filtering.teams]
      .map(({ id }) => id)
      .concat(nobody)
      .map(
        (id): Choice => ({
          id: `person ${id}`,
          of: 'person',
          name: personName(t, { ...board, teams: filtering.teams }, id),
          isOn: people.includes(id),
          toggle: (filter) => ({ ...filter, people: toggled(filter.people, id) }),
        }),
      ),
    ...classesOfService.map(
      (each): Choice => ({
        id: `class ${each}`,
        of: 'class',
        name: t(`vocabulary.classes.${each}`),
        isOn: classes.includes(each),
        toggle: (filter) => ({ ...filter, classes: toggled(filter.classes, each) }),
      }),
    ),
    ...ages.map(
      (days): Choice => ({
        id: `age ${days}`,
        of: 'other',
        name: t('board.filter.age', { days }),
        isOn: age === days,
        toggle: (filter) => ({ ...filter, age: age === days ? null : days }),
      }),
    ),
    ...board.fields.flatMap((field) =>
      field.options.map(
        ({ id, name }): Choice => ({
          id: `option ${id}`,
          of: 'other',
          name: t('board.filter.option', { field: field.name, option: name }),
          isOn: options.includes(id),
          toggle: (filter) => ({ ...filter, options: toggled(filter.options, id) }),
        }),
      ),
    ),
  ];
}
