'use client';

import { classesOfService } from '@weir/domain';
import { ChoiceSection, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { isFilterable, withCondition } from './field-conditions';
import { ages, type BoardFilter, dues, nobody, sleChoices } from './filter';
import { personName } from './filter-choices';

/** In place of an option's id: cards without a value. */
const none = 'none';

export function FilterMenuItems() {
  const {
    board,
    filtering: { filter, teams, change, openBar },
    showDialog,
  } = useBoardPage();
  const t = useTranslations();
  const fields = board.fields.filter(isFilterable);
  const typed = fields.filter(({ kind }) => kind !== 'choice');
  const isTeam = (id: string) => teams.some((team) => team.id === id);
  const hasServiceLevels = Object.values(board.serviceLevels).some(Boolean);
  const set = (part: Partial<BoardFilter>) => change((now) => ({ ...now, ...part }));
  return (
    <>
      <MenuItem onAction={openBar} closes>
        {t('board.filter.byText')}
      </MenuItem>
      <MenuLine />
      <ChoiceSection
        title={t('board.filter.people')}
        choices={[...board.people.map(({ id }) => id), nobody].map((id) => ({
          id,
          label: personName(t, { ...board, teams }, id),
        }))}
        chosen={filter.people.filter((id) => !isTeam(id))}
        onChange={(people) => set({ people: [...people, ...filter.people.filter(isTeam)] })}
      />
      {teams.length > 0 && (
        <ChoiceSection
          title={t('teams.title')}
          choices={teams.map(({ id, name }) => ({ id, label: name }))}
          chosen={filter.people.filter(isTeam)}
          onChange={(chosen) => set({ people: [...filter.people.filter((id) => !isTeam(id)), ...chosen] })}
        />
      )}
      <ChoiceSection
        title={t('card.classOfService')}
        choices={classesOfService.map((id) => ({ id, label: t(`vocabulary.classes.${id}`) }))}
        chosen={filter.classes}
        onChange={(classes) => set({ classes })}
      />
      {board.labels.length > 0 && (
        <ChoiceSection
          title={t('labels.title')}
          choices={board.labels.map(({ id, name }) => ({ id, label: name }))}
          chosen={filter.labels}
          onChange={(labels) => set({ labels })}
        />
      )}
      {fields
        .filter(({ kind }) => kind === 'choice')
        .map(({ id: field, name, options }) => {
          const ids = options.map(({ id }) => id);
          const isNone = filter.values.some((each) => each.field === field);
          return (
            <ChoiceSection
              key={field}
              title={name}
              choices={[
                ...options.map(({ id, name }) => ({ id, label: name })),
                { id: none, label: t('customFields.none') },
              ]}
              chosen={[...filter.options.filter((id) => ids.includes(id)), ...(isNone ? [none] : [])]}
              onChange={(chosen) =>
                set({
                  options: [
                    ...filter.options.filter((id) => !ids.includes(id)),
                    ...chosen.filter((id) => id !== none),
                  ],
                  values: withCondition(
                    filter.values,
                    field,
                    chosen.includes(none) ? { field, is: 'none' } : null,
                  ),
                })
              }
            />
          );
        })}
      {typed.length > 0 && (
        <MenuSection title={t('customFields.title')}>
          {typed.map((field) => (
            <MenuItem
              key={field.id}
              closes
              isCurrent={filter.values.some((each) => each.field === field.id)}
              onAction={() => showDialog({ kind: 'fieldFilter', field })}
            >
              {t('board.filter.byField', { field: field.name })}
            </MenuItem>
          ))}
        </MenuSection>
      )}
      <ChoiceSection
        title={t('board.filter.state')}
        choices={[
          { id: 'blocked', label: t('board.filter.blocked') },
          ...(hasServiceLevels || filter.sle.length > 0 ? sleChoices : []).map((id) => ({
            id,
            label: t(`board.filter.sle.${id}`),
          })),
        ]}
        chosen={[...(filter.isBlocked ? ['blocked'] : []), ...filter.sle]}
        onChange={(chosen) =>
          set({
            isBlocked: chosen.includes('blocked'),
            sle: sleChoices.filter((state) => chosen.includes(state)),
          })
        }
      />
      <ChoiceSection
        title={t('board.filter.ageTitle')}
        isSingle
        choices={ages.map((days) => ({ id: `${days}`, label: t('board.filter.age', { days }) }))}
        chosen={filter.age === null ? [] : [`${filter.age}`]}
        onChange={([days]) => set({ age: days === undefined ? null : Number(days) })}
      />
      <ChoiceSection
        title={t('card.due')}
        isSingle
        choices={dues.map((id) => ({ id, label: t(`board.filter.due.${id}`) }))}
        chosen={filter.due === null ? [] : [filter.due]}
        onChange={([due]) => set({ due: due ?? null })}
      />
    </>
  );
}
