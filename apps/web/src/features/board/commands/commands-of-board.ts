import type { Card, User } from '@weir/contract';
import type { Translate } from '@weir/words';
import { type Cell, cellKey, cellName, halvesOf, isInCell } from '@/lib/board/cells';
import type { Command } from '@/lib/commands';
import { isPhone } from '@/lib/is-phone';
import { isMac } from '@/lib/keys/shortcuts';
import type { BoardContext } from '../board-context';
import { laneId } from '../columns/use-collapsed';
import { views } from '../use-view';

type Page = {
  page: BoardContext;
  t: Translate;
  me: Pick<User, 'id'>;
  /** The card that is open. */
  opened: number | null;
};

/** The commands of the board, and of the card that has the focus or is open. */
export function boardCommands(context: Page): Command[] {
  const { page, t, me, opened } = context;
  const { canEdit, filtering, showDialog, selection, bulk, view, showView } = page;
  const number = opened ?? focusedCard();
  const card = page.board.cards.find((each) => each.number === number);
  const commands: (Command | false | undefined)[] = [
    ...(selection.isOn
      ? [
          ofBoard('selected move', t('selection.move'), () => bulk.setMoving(true), 'M'),
          ofBoard('selected archive', t('selection.archive'), () => bulk.archive(selection.cards)),
          ofBoard('unselect', t('selection.clear'), selection.clear),
        ]
      : []),
    ...(card ? cardCommands(context, card) : []),
    canEdit && ofBoard('new', t('card.create.title'), () => showDialog({ kind: 'create' }), 'N'),
    ofBoard('filter', t('commands.filter'), filtering.openBar, 'F'),
    ofBoard('mine', t('commands.mine'), () => filtering.change((filter) => ({ ...filter, people: [me.id] }))),
    canEdit && ofBoard('undo', t('undo.command'), page.undo, isMac() ? '⌘ Z' : t('undo.keys')),
    ...views
      .filter((each) => each !== view)
      .map((each) => ofBoard(`view ${each}`, t('views.show', { view: each }), () => showView(each))),
    ...page.savedViews.all.map((each) =>
      ofBoard(`saved ${each.id}`, t('views.saved.show', { name: each.name }), () =>
        page.savedViews.apply(each),
      ),
    ),
    page.savedViews.query !== '' &&
      !page.savedViews.current &&
      !page.board.archivedAt &&
      ofBoard('save', t('views.saved.save'), () => showDialog({ kind: 'saveView' })),
    filtering.isActive && ofBoard('clear', t('board.filter.clear'), filtering.clear),
    ...(view === 'board' ? collapsingCommands(context) : []),
    ofBoard('archived', t('card.archive.title'), () => showDialog({ kind: 'archived' })),
  ];
  return commands.filter((command) => command !== false && command !== undefined);
}

/** Columns and lanes collapse for this browser, so a viewer can too. A phone shows one column at a time and collapses lanes only. */
function collapsingCommands({ page: { board, collapsed }, t }: Page): Command[] {
  const { columns, swimlanes } = board;
  const parts = [
    ...(isPhone() ? [] : columns).map(({ id, name }) => ({ id, kind: 'column', name })),
    ...swimlanes.map(({ id, name }) => ({ id: laneId(id), kind: 'lane', name })),
  ];
  return parts.map(({ id, kind, name }) => {
    const what = { kind, name, isCollapsed: `${collapsed.has(id)}` };
    return ofBoard(`collapse ${id}`, t('commands.collapse', what), () => collapsed.toggle(id));
  });
}

function ofBoard(id: string, title: string, act: () => void, hint?: string): Command {
  return { id: `board ${id}`, group: 'board', title, act, hint };
}

function focusedCard(): number | null {
  const card = document.activeElement?.closest<HTMLElement>('[data-card]');
  return Number(card?.dataset.card) || null;
}

/** While a card is open over the board, its notices are shown in it. */
function cardCommands({ page, t, me, opened }: Page, card: Card): Command[] {
  const { board, canEdit, showDialog, openCard, moveCard, focusCard, selection } = page;
  const { number, ref } = card;
  const command = (id: string, title: string, act: () => void, hint?: string): Command => ({
    id: `card ${id}`,
    group: 'card',
    of: ref,
    title,
    act,
    hint,
  });
  const open = command('open', t('card.menu.open'), () => openCard(number));
  if (!canEdit) return [open];
  const cells = board.columns.flatMap(({ id, split }) =>
    halvesOf({ split }).map((half): Cell => ({ columnId: id, ...(half && { half }) })),
  );
  const moves = cells
    .filter((cell) => !isInCell(card, cell))
    .map((cell) =>
      command(`to ${cellKey(cell)}`, t('commands.moveTo', { cell: cellName(t, board, cell) }), () => {
        void moveCard(number, cell, { byKeyboard: true });
        focusCard(number);
      }),
    );
  const isMine = card.assignees.some(({ id }) => id === me.id);
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  const select = () => {
    selection.toggle(number);
    focusCard(number);
  };
  const onBoard = [
    command('select', t('selection.select', { isOn: `${selection.has(number)}` }), select, 'X'),
    ...(page.view === 'board'
      ? [command('rename', t('card.menu.rename'), () => page.rename(number), 'F2')]
      : []),
  ];
  return [
    open,
    ...(opened === null ? onBoard : []),
    command('assign', t(isMine ? 'commands.unassign' : 'commands.assign'), () => {
      void page.assign(card, me.id, !isMine);
    }),
    card.blocked
      ? command('unblock', t('card.menu.unblock'), () => page.unblock(card), 'B')
      : command('block', t('card.menu.block'), () => showDialog({ kind: 'block', card: number }), 'B'),
    command('move', t('card.menu.move'), () => showDialog({ kind: 'move', card: number }), 'M'),
    ...moves,
    command('copy', t('card.menu.copy'), () => showDialog({ kind: 'copy', card })),
    command('template', t('cardTemplates.save'), () => showDialog({ kind: 'saveTemplate', card })),
    ...(isActive
      ? [command('back', t('card.menu.putBack'), () => showDialog({ kind: 'putBack', card: number }))]
      : []),
    command('archive', t('card.menu.archive'), () => page.archive(card)),
  ];
}
