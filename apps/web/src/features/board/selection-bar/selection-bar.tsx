'use client';

import { type Card, can } from '@weir/contract';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Glyph } from '@/components/icon/glyph';
import { Menu, MenuItem } from '@/components/overlay/menu';
import { Popover } from '@/components/overlay/popover';
import type { AnyProblem } from '@/lib/api/result';
import { type Cell, cellKey, cellName, columnCells } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../board-context';
import { LabelPicker } from '../card/labels/label-picker';
import { PeoplePicker } from '../card/people/people-picker';
import { verdictOf } from '../moving/verdict';
import { mostSelected } from '../selection/use-selection';
import styles from './selection-bar.module.css';

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
        <EditPickers />
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

/** The labels and the people. Those that all the cards have are chosen. A press adds one to all cards, or removes it. */
function EditPickers() {
  const { bulk, selection } = useBoardPage();
  const t = useTranslations();
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const { cards } = selection;
  const ofAll = (ids: (card: Card) => readonly string[]) => {
    const [first, ...others] = cards.map(ids);
    return (first ?? []).filter((id) => others.every((own) => own.includes(id)));
  };
  const toggle = (field: Edit['field']) => async (id: string, isOn: boolean) => {
    setProblem(null);
    // It would cover the report of the cards that were not changed.
    if (!(await bulk.edit(cards, { field, id, isOn }))) bulk.setMenu(null);
  };
  return (
    <>
      <Picker menu="labels" name={t('labels.title')}>
        <LabelPicker
          ids={ofAll(({ labelIds }) => labelIds)}
          onToggle={toggle('labelIds')}
          onRefused={setProblem}
        />
        {problem && <ProblemNotice problem={problem} />}
      </Picker>
      <Picker menu="people" name={t('card.people.label')}>
        <PeoplePicker
          ids={ofAll(({ assignees }) => assignees.map(({ id }) => id))}
          onToggle={toggle('assigneeIds')}
        />
      </Picker>
    </>
  );
}

function Picker({ menu, name, children }: { menu: 'labels' | 'people'; name: string; children: ReactNode }) {
  const { bulk } = useBoardPage();
  const t = useTranslations();
  return (
    <Popover
      title={t('selection.ofAll')}
      placement="top"
      isOpen={bulk.menu === menu}
      onOpenChange={(isOpen) => bulk.setMenu(isOpen ? menu : null)}
      trigger={<Button size="small">{name}</Button>}
    >
      {children}
    </Popover>
  );
}
