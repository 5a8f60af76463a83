import { can } from '@weir/contract';
import { cardsInColumn } from '@/lib/board/cells';
import { isPhone } from '@/lib/browser/is-phone';
import type { Command } from '@/lib/commands';
import { placeAtEnd } from '../columns/naming/place-at-end';
import { laneId } from '../columns/use-collapsed';
import type { CommandSource } from './command-source';
import { ofBoard } from './of-board';

/** What can be done with columns and lanes. */
export function columnCommands(source: CommandSource): Command[] {
  const { page, t, role } = source;
  const { board, canEdit, view, filtering, selection, nameColumn, showDialog } = page;
  const column = t('commands.words.column');
  const selecting = board.columns.flatMap(({ id, name }) => {
    const cards = cardsInColumn(filtering.shownBoard, id).map(({ number }) => number);
    if (!canEdit || view === 'calendar' || cards.length === 0) return [];
    const title = t('commands.selectColumn', { name });
    return ofBoard(`select ${id}`, title, () => selection.add(cards), {
      also: t('commands.words.select'),
      isOnlyFound: true,
    });
  });
  const creating = (canEdit ? board.columns : []).map(({ id, name }) =>
    ofBoard(
      `new in ${id}`,
      t('commands.newIn', { name }),
      () => showDialog({ kind: 'create', columnId: id }),
      { also: t('commands.words.new'), isOnlyFound: true },
    ),
  );
  if (view !== 'board') return [...selecting, ...creating];
  const adding = `${column} ${t('commands.words.new')}`;
  const mayManage = can(role, 'manageBoards') && !board.archivedAt;
  const end = placeAtEnd(board.columns);
  const managing = board.columns.flatMap(({ id, name }) => [
    ofBoard(
      `rename ${id}`,
      t('commands.renameColumn', { name }),
      () => nameColumn({ kind: 'rename', column: id }),
      { also: column, isOnlyFound: true },
    ),
    ofBoard(
      `add after ${id}`,
      t('commands.addColumnAfter', { name }),
      () => nameColumn({ kind: 'add', after: id }),
      { also: adding, isOnlyFound: true },
    ),
  ]);
  const atEnd = end
    ? [ofBoard('add column', t('commands.addColumn'), () => nameColumn(end), { also: adding })]
    : [];
  return [
    ...(mayManage ? [...atEnd, ...managing] : []),
    ...selecting,
    ...creating,
    ...collapsingCommands(source),
  ];
}

/** Columns and lanes collapse for this browser, so a viewer can too. A phone shows one column at a time and collapses lanes only. */
function collapsingCommands({ page: { board, collapsed }, t }: CommandSource): Command[] {
  const parts = [
    ...(isPhone() ? [] : board.columns).map(({ id, name }) => ({ id, kind: 'column', name })),
    ...board.swimlanes.map(({ id, name }) => ({ id: laneId(id), kind: 'lane', name })),
  ];
  return parts.map(({ id, kind, name }) => {
    const what = { kind, name, isCollapsed: `${collapsed.has(id)}` };
    return ofBoard(`collapse ${id}`, t('commands.collapse', what), () => collapsed.toggle(id), {
      also: t('commands.words.collapse'),
      isOnlyFound: true,
    });
  });
}
