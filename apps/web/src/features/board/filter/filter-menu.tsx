'use client';

import { classesOfService } from '@weir/domain';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { ChoiceSection, Menu, MenuItem, MenuLine, MenuSection } from '@/components/overlay/menu';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { isFilterable, withCondition } from './field-conditions';
import { ages, type BoardFilter, dues, nobody } from './filter';
import styles from './filter.module.css';
import { choiceCount, personName } from './filter-choices';

const filterButton = 'board-filter';

/** After a press of a button that goes away with the filter. */
export function focusFilterMenu(): void {
  document.getElementById(filterButton)?.focus();
}

/** In place of an option's id: cards without a value. */
const none = 'none';

/** The choices of the filter. It stays open, so that several can be made. */
export function FilterMenu() {
  const {
    board,
    filtering: { filter, change, openBar },
    showDialog,
  } = useBoardPage();
  const t = useTranslations();
  const fields = board.fields.filter(isFilterable);
  const typed = fields.filter(({ kind }) => kind !== 'choice');
  const set = (part: Partial<BoardFilter>) => change((now) => ({ ...now, ...part }));
  const count = choiceCount(filter);
  return (
    <Menu
      label={t('board.filter.title')}
      placement="bottom end"
      staysOpen
      trigger={
        <Button
          id={filterButton}
          variant="plain"
          className={styles.open}
          data-active={count > 0 || undefined}
          aria-label={t('board.filter.open', { count })}
        >
          <Glyph name="filter" size={14} />
          <span className={styles.word}>{t('board.filter.title')}</span> {count > 0 && <span>{count}</span>}
        </Button>
      }
    >
      <MenuItem onAction={openBar} closes>
        {t('board.filter.byText')}
      </MenuItem>
      <MenuLine />
      <ChoiceSection
        title={t('board.filter.people')}
        choices={[...board.people.map(({ id }) => id), nobody].map((id) => ({
          id,
          label: personName(t, board, id),
        }))}
        chosen={filter.people}
        onChange={(people) => set({ people })}
      />
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
        choices={[{ id: 'blocked', label: t('board.filter.blocked') }]}
        chosen={filter.isBlocked ? ['blocked'] : []}
        onChange={(chosen) => set({ isBlocked: chosen.length > 0 })}
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
    </Menu>
  );
}
