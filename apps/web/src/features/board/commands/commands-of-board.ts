import type { Command } from '@/lib/commands';
import { isMac } from '@/lib/keys/shortcuts';
import { replaceQuery } from '@/lib/pages/page-query';
import { fieldColumns, sortables, writeSort } from '../list/sort';
import { views } from '../use-view';
import { cardCommands } from './card-commands';
import { columnCommands } from './column-commands';
import type { CommandSource } from './command-source';
import { filterCommands } from './filter-commands';
import { limitCommands } from './limit-commands';
import { ofBoard } from './of-board';
import { selectionCommands } from './selection-commands';
import { slotCommands } from './slot-commands';

/** The commands of the board, of its selected cards, and of the card that has the focus or is open. */
export function boardCommands(source: CommandSource): Command[] {
  const { page, t, opened, isCardPage } = source;
  const { canEdit, showDialog, selection } = page;
  const number = opened ?? focusedCard();
  const card = page.board.cards.find((each) => each.number === number && each.archivedAt === null);
  const isOnBoard = !isCardPage && opened === null;
  const commands: (Command | false)[] = [
    ...(selection.isOn && isOnBoard ? selectionCommands(source) : []),
    ...(card ? cardCommands(source, card) : []),
    canEdit &&
      ofBoard('new', t('card.create.title'), () => showDialog({ kind: 'create' }), {
        hint: 'N',
        also: t('commands.words.new'),
      }),
    ...(isCardPage ? [] : filterCommands(source)),
    canEdit &&
      ofBoard('undo', t('undo.command'), page.undo, {
        hint: isMac() ? '⌘ Z' : t('undo.keys'),
        also: t('commands.words.undo'),
      }),
    ...(isCardPage ? [] : [...viewCommands(source), ...columnCommands(source)]),
    ...slotCommands(source),
    ...limitCommands(source),
    ofBoard('archived', t('card.archive.title'), () => showDialog({ kind: 'archived' }), {
      also: t('commands.words.archived'),
    }),
  ];
  return commands.filter((command) => command !== false);
}

function focusedCard(): number | null {
  const card = document.activeElement?.closest<HTMLElement>('[data-card]');
  return Number(card?.dataset.card) || null;
}

/** How the cards are shown: the view, the saved views, the order of the list, and the state of the board. */
function viewCommands({ page, t, details }: CommandSource): Command[] {
  const { board, view, showView, savedViews, showDialog } = page;
  const { all, query, current, apply, mayChange } = savedViews;
  const maySave = !current && !board.archivedAt;
  const changed = current && mayChange(current) && !board.archivedAt ? [current] : [];
  const columns = [
    ...sortables.map((by) => ({ by, name: t(`list.${by}`) })),
    ...fieldColumns(board).map(({ by, field }) => ({ by, name: field.name })),
  ];
  return [
    ...views
      .filter((each) => each !== view)
      .map((each) =>
        ofBoard(`view ${each}`, t('views.show', { view: each }), () => showView(each), {
          also: t('commands.words.view'),
        }),
      ),
    ...all.map((each) =>
      ofBoard(`saved ${each.id}`, t('views.saved.show', { name: each.name }), () => apply(each), {
        also: t('commands.words.view'),
      }),
    ),
    ...(maySave
      ? [
          ofBoard('save', t('views.saved.save'), () => showDialog({ kind: 'saveView' }), {
            also: t('commands.words.saveView'),
            isOnlyFound: query === '',
          }),
        ]
      : []),
    ...changed.map((saved) =>
      ofBoard(
        'change view',
        t('views.saved.change', { name: saved.name }),
        () => showDialog({ kind: 'changeView', view: saved }),
        { also: t('commands.words.saveView') },
      ),
    ),
    ...(view === 'list' ? columns : []).map(({ by, name }) =>
      ofBoard(
        `sort ${by}`,
        t('commands.sort', { name }),
        () => replaceQuery({ sort: writeSort({ by, isDescending: false }) }),
        { also: t('commands.words.sort'), isOnlyFound: true },
      ),
    ),
    ofBoard(
      'details',
      t('commands.details', { isOpen: `${details.isOpen}` }),
      () => details.setOpen(!details.isOpen),
      { also: t('commands.words.details') },
    ),
  ];
}
