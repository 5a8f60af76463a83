'use client';

import { type Card, can } from '@weir/contract';
import type { KeyboardEvent } from 'react';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { ChoiceSection, Menu, MenuItem } from '@/components/overlay/menu';
import { type Cell, cellKey, cellName, columnCells } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { verdictOf } from '../moving/verdict';
import styles from './selection-bar.module.css';
import { mostSelected } from './use-selection';

/** How many cards are selected and what can be done with all of them, at the foot of the screen. */
export function SelectionBar() {
  const { selection, bulk, current, focusCard } = useBoardPage();
  const t = useTranslations();
  const clear = () => {
    selection.clear();
    if (current !== null) focusCard(current);
  };
  // React also reports keys in the menus, which are elsewhere in the document.
  const leave = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape' && event.currentTarget.contains(event.target as Node)) clear();
  };
  const count = selection.cards.length;
  return (
    <section className={styles.bar} aria-label={t('selection.title')} onKeyDown={leave}>
      <span className={styles.count}>
        {t('selection.count', { count, isMost: `${count === mostSelected}` })}
      </span>
      <div className={styles.actions}>
        <MoveMenu />
        <EditMenus />
        <Button size="small" isPending={bulk.isPending} onPress={() => bulk.archive(selection.cards)}>
          {t('card.menu.archive')}
        </Button>
      </div>
      <Button
        variant="plain"
        size="small"
        className={styles.clear}
        aria-label={t('selection.clear')}
        onPress={clear}
      >
        <Glyph name="close" size={13} />
      </Button>
    </section>
  );
}

/** All places, each with whether it has room for all the cards. Choosing one without room shows why there. */
function MoveMenu() {
  const { board, bulk, moveSelected } = useBoardPage();
  const t = useTranslations();
  return (
    <Menu
      label={t('selection.move')}
      placement="top"
      isOpen={bulk.menu === 'move'}
      onOpenChange={(isOpen) => bulk.setMenu(isOpen ? 'move' : null)}
      trigger={<Button size="small">{t('card.menu.move')}</Button>}
    >
      {columnCells(board).map((cell) => (
        <MenuItem key={cellKey(cell)} second={<Room cell={cell} />} onAction={() => moveSelected(cell)}>
          {cellName(t, board, cell)}
        </MenuItem>
      ))}
    </Menu>
  );
}

function Room({ cell }: { cell: Cell }) {
  const { board, selection } = useBoardPage();
  const { role } = useWorkspace();
  const words = { t: useTranslations(), dates: useDates() };
  const [first, ...others] = selection.cards;
  if (!first) return null;
  const { kind } = verdictOf(words, board, first, cell, can(role, 'overrideLimits'), others);
  return words.t('board.verdict.brief', { kind });
}

/** The labels and the people. Those that all the cards have are checked. A press adds one to all cards, or removes it. */
function EditMenus() {
  const { board, bulk, selection } = useBoardPage();
  const t = useTranslations();
  const { cards } = selection;
  const ofAll = (ids: (card: Card) => readonly string[]) => {
    const [first, ...others] = cards.map(ids);
    return (first ?? []).filter((id) => others.every((own) => own.includes(id)));
  };
  const labels = ofAll(({ labelIds }) => labelIds);
  const people = ofAll(({ assignees }) => assignees.map(({ id }) => id));
  const edit = (field: Edit['field'], before: readonly string[], after: readonly string[]) => {
    const id = [...before, ...after].find((each) => before.includes(each) !== after.includes(each));
    if (id) void bulk.edit(cards, { field, id, isOn: after.includes(id) });
  };
  return (
    <>
      {board.labels.length > 0 && (
        <Menu
          label={t('labels.title')}
          placement="top"
          isOpen={bulk.menu === 'labels'}
          onOpenChange={(isOpen) => bulk.setMenu(isOpen ? 'labels' : null)}
          trigger={
            <Button size="small" isDisabled={bulk.isPending}>
              {t('labels.title')}
            </Button>
          }
        >
          <ChoiceSection
            title={t('selection.ofAll')}
            choices={board.labels.map(({ id, name }) => ({ id, label: name }))}
            chosen={labels}
            onChange={(chosen) => edit('labelIds', labels, chosen)}
          />
        </Menu>
      )}
      <Menu
        label={t('card.people.label')}
        placement="top"
        isOpen={bulk.menu === 'people'}
        onOpenChange={(isOpen) => bulk.setMenu(isOpen ? 'people' : null)}
        trigger={
          <Button size="small" isDisabled={bulk.isPending}>
            {t('card.people.label')}
          </Button>
        }
      >
        <ChoiceSection
          title={t('selection.ofAll')}
          choices={board.people.map(({ id, name }) => ({ id, label: name }))}
          chosen={people}
          onChange={(chosen) => edit('assigneeIds', people, chosen)}
        />
      </Menu>
    </>
  );
}
