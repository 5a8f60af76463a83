import type { Card, CardWatch } from '@weir/contract';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { cellKey, cellName, columnCells, isInCell } from '@/lib/board/cells';
import { cardPosition } from '@/lib/board/optimistic';
import type { Command } from '@/lib/commands';
import type { CardPart } from '../board-context';
import { copyAddress } from '../card/panel/copy-link';
import type { CommandSource } from './command-source';
import { keyed } from './keyed';

type More = Pick<Command, 'hint' | 'key' | 'also' | 'isOnlyFound'>;
type Make = (id: string, title: string, act: () => void, more?: More) => Command;
type MakePart = (id: CardPart, title: string, more?: More) => Command;

/** While a card is open over the board, its notices are shown in it. */
export function cardCommands(source: CommandSource, card: Card): Command[] {
  const { page, t, opened, isCardPage, workspace } = source;
  const { board, canEdit, openCard, askFor } = page;
  const { number, ref } = card;
  const make: Make = (id, title, act, more = {}) => ({
    id: `card ${id}`,
    group: 'card',
    of: ref,
    title,
    act,
    ...more,
  });
  /** Opens the card if it is not open, and there the part. */
  const part: MakePart = (id, title, more = {}) =>
    make(
      `part ${id}`,
      title,
      () => {
        if (opened !== number) openCard(number);
        askFor(id);
      },
      more,
    );
  const path = `/${workspace}/${board.key}/cards/${number}`;
  const reading = [
    ...watching(source, card, part),
    make('link', t('card.link.copy'), () => void copyAddress(path, t('components.copied')), {
      also: t('commands.words.address'),
    }),
    ...(isCardPage
      ? []
      : [{ id: 'card page', group: 'card', of: ref, title: t('card.link.page'), href: path } as const]),
  ];
  const open = opened === number ? [] : [make('open', t('card.menu.open'), () => openCard(number))];
  if (!canEdit) return [...open, ...reading];
  return [
    ...open,
    ...(opened === null ? onBoard(source, card, make) : []),
    ...assigning(source, card, make),
    ...parts(source, part),
    ...moving(source, card, make),
    ...handling(source, card, make),
    ...reading,
  ];
}

/** Both commands if this page has not read whether the person watches the card. */
function watching(
  { t, client, page, workspace }: CommandSource,
  { number }: Card,
  part: MakePart,
): Command[] {
  const path = cardPaths.watch(workspace, page.board.key, number);
  const isOn = client.getQueryData<CardWatch>([path])?.watching;
  const also = t('commands.words.watch');
  return [
    ...(isOn ? [] : [part('watch', t('card.watch.begin'), { also })]),
    ...(isOn === false
      ? []
      : [part('unwatch', t('card.watch.end'), { also, isOnlyFound: isOn === undefined })]),
  ];
}

function onBoard({ page, t }: CommandSource, { number }: Card, make: Make): Command[] {
  const { selection, focusCard, view, rename } = page;
  const select = () => {
    selection.toggle(number);
    focusCard(number);
  };
  const isOn = `${selection.has(number)}`;
  return [
    make('select', t('selection.select', { isOn }), select, { hint: 'X', also: t('commands.words.select') }),
    ...(view === 'board'
      ? [make('rename', t('card.menu.rename'), () => rename(number), { hint: 'F2', also: t('card.title') })]
      : []),
  ];
}

/** Its people and labels. The person's own name comes first; the others are found by theirs. */
function assigning({ page: { board, edit }, t, me }: CommandSource, card: Card, make: Make): Command[] {
  const isAssigned = (person: string) => card.assignees.some(({ id }) => id === person);
  const assign = (id: string) => () => void edit(card, { field: 'assigneeIds', id, isOn: !isAssigned(id) });
  const people = { also: t('commands.words.people') };
  return [
    make('assign', t(isAssigned(me.id) ? 'commands.unassign' : 'commands.assign'), assign(me.id), {
      ...people,
      ...keyed(t, 'i'),
    }),
    ...board.people
      .filter(({ id }) => id !== me.id)
      .map(({ id, name }) =>
        make(`assign ${id}`, t('commands.assignPerson', { name, isOn: `${!isAssigned(id)}` }), assign(id), {
          ...people,
          isOnlyFound: true,
        }),
      ),
    ...board.labels.map(({ id, name }) => {
      const isOn = !card.labelIds.includes(id);
      return make(
        `label ${id}`,
        t('commands.label', { name, isOn: `${isOn}` }),
        () => void edit(card, { field: 'labelIds', id, isOn }),
        { also: t('commands.words.label'), isOnlyFound: true },
      );
    }),
  ];
}

/** What is edited in the open card. */
function parts({ page: { board, view }, t, opened }: CommandSource, part: MakePart): Command[] {
  return [
    ...(opened === null && view === 'board'
      ? []
      : [part('title', t('card.menu.rename'), { also: t('card.title') })]),
    part('people', t('commands.people'), { ...keyed(t, 'a'), also: t('commands.words.people') }),
    part('labels', t('commands.labels'), { ...keyed(t, 'l'), also: t('commands.words.label') }),
    part('dueOn', t('commands.due'), { ...keyed(t, 'd'), also: t('commands.words.due') }),
    part('classOfService', t('commands.class'), { also: t('commands.words.class') }),
    ...board.fields.map(({ id, name }) =>
      part(`field ${id}`, t('commands.setField', { name }), {
        also: t('commands.words.field'),
        isOnlyFound: true,
      }),
    ),
    part('comment', t('commands.comment'), { also: t('commands.words.comment') }),
    part('description', t('commands.describe'), { hint: 'E', also: t('commands.words.describe') }),
    part('checklist', t('commands.checklist'), { also: t('commands.words.checklist') }),
    part('file', t('commands.file'), { also: t('commands.words.file') }),
    part('link', t('commands.link'), { also: t('commands.words.link') }),
  ];
}

/** Its place, its lane and its block. */
function moving({ page, t }: CommandSource, card: Card, make: Make): Command[] {
  const { board, moveCard, focusCard, showDialog } = page;
  const { number } = card;
  const isActive = board.columns.find(({ id }) => id === card.columnId)?.kind === 'active';
  const lanes =
    board.swimlanes.length > 0 ? [{ id: null, name: t('board.lanes.none') }, ...board.swimlanes] : [];
  const block = { hint: 'B', also: t('commands.words.block') };
  return [
    card.blocked
      ? make('unblock', t('card.menu.unblock'), () => page.unblock(card), block)
      : make('block', t('card.menu.block'), () => showDialog({ kind: 'block', card: number }), block),
    make('move', t('card.menu.move'), () => showDialog({ kind: 'move', card: number }), {
      hint: 'M',
      also: t('commands.words.move'),
    }),
    ...columnCells(board)
      .filter((cell) => !isInCell(card, cell))
      .map((cell) =>
        make(`to ${cellKey(cell)}`, t('commands.moveTo', { cell: cellName(t, board, cell) }), () => {
          void moveCard(number, cell, { byKeyboard: true });
          focusCard(number);
        }),
      ),
    ...lanes
      .filter(({ id }) => id !== (card.swimlaneId ?? null))
      .map(({ id, name }) =>
        make(
          `lane ${id}`,
          t('commands.moveToLane', { name }),
          () => {
            const position = cardPosition(board, number) ?? { columnId: card.columnId };
            void moveCard(number, { ...position, swimlaneId: id }, { byKeyboard: true });
            focusCard(number);
          },
          { isOnlyFound: true },
        ),
      ),
    ...(isActive
      ? [make('back', t('card.menu.putBack'), () => showDialog({ kind: 'putBack', card: number }))]
      : []),
  ];
}

/** The card as a whole. */
function handling({ page, t }: CommandSource, card: Card, make: Make): Command[] {
  const { showDialog, archive } = page;
  return [
    make('copy', t('card.menu.copy'), () => showDialog({ kind: 'copy', card }), {
      also: t('commands.words.copy'),
    }),
    make('template', t('cardTemplates.save'), () => showDialog({ kind: 'saveTemplate', card })),
    make('archive', t('card.menu.archive'), () => archive(card), {
      ...keyed(t, 'delete'),
      also: t('commands.words.archive'),
    }),
  ];
}
