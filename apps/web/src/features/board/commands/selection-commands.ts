import type { Card } from '@weir/contract';
import { cellKey, cellName, columnCells } from '@/lib/board/cells';
import type { Edit } from '@/lib/board/edit-card';
import type { Command } from '@/lib/commands';
import type { CommandSource } from './command-source';
import { keyed } from './keyed';
import { ofBoard } from './of-board';

/** What can be done with all selected cards at once. A label or person that all of them have is taken off. */
export function selectionCommands({ page, t, me }: CommandSource): Command[] {
  const { board, selection, bulk, moveSelected } = page;
  const { cards } = selection;
  const edit = (
    field: Edit['field'],
    { id, name }: { id: string; name: string },
    idsOf: (card: Card) => readonly string[],
  ) => {
    const isOn = !cards.every((card) => idsOf(card).includes(id));
    return ofBoard(
      `selected ${field} ${id}`,
      t('commands.editSelected', { field, name, isOn: `${isOn}` }),
      () => void bulk.edit(cards, { field, id, isOn }),
      {
        also: t(field === 'labelIds' ? 'commands.words.label' : 'commands.words.people'),
        isOnlyFound: true,
        ...(id === me.id && keyed(t, 'i')),
      },
    );
  };
  return [
    ofBoard('selected move', t('selection.move'), () => bulk.setMenu('move'), { hint: 'M' }),
    ofBoard('selected people', t('commands.selectedPeople'), () => bulk.setMenu('people'), {
      ...keyed(t, 'a'),
      also: t('commands.words.people'),
    }),
    ofBoard('selected labels', t('commands.selectedLabels'), () => bulk.setMenu('labels'), {
      ...keyed(t, 'l'),
      also: t('commands.words.label'),
    }),
    ...columnCells(board).map((cell) =>
      ofBoard(
        `selected to ${cellKey(cell)}`,
        t('commands.moveSelected', { cell: cellName(t, board, cell) }),
        () => void moveSelected(cell),
        { isOnlyFound: true },
      ),
    ),
    ...board.labels.map((label) => edit('labelIds', label, ({ labelIds }) => labelIds)),
    ...board.people.map((person) =>
      edit('assigneeIds', person, ({ assignees }) => assignees.map(({ id }) => id)),
    ),
    ofBoard('selected archive', t('selection.archive'), () => bulk.archive(cards), {
      ...keyed(t, 'delete'),
      also: t('commands.words.archive'),
    }),
    ofBoard('unselect', t('selection.clear'), selection.clear),
  ];
}
