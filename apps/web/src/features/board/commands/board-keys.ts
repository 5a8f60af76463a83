import type { Translate } from '@weir/words';
import type { ShortcutGroup } from '@/lib/keys/shortcut-groups';

const onBoard = [
  { keys: ['up', 'down', 'left', 'right'], action: 'focus', isReading: true },
  { keys: ['F'], action: 'filter', isReading: true },
  { keys: ['N'], action: 'create', isReading: false },
  { keys: ['mod', 'Z'], action: 'undo', isReading: false },
] as const;

const onCard = [
  { keys: ['enter'], action: 'open', isReading: true },
  { keys: ['X'], action: 'select', isReading: false },
  { keys: ['shift', 'up', 'down'], action: 'selectMore', isReading: false },
  { keys: ['mod', 'A'], action: 'selectColumn', isReading: false },
  { keys: ['escape'], action: 'unselect', isReading: false },
  { keys: ['F2'], action: 'rename', isReading: false },
  { keys: ['M'], action: 'move', isReading: false },
  { keys: ['[', ']'], action: 'moveSideways', isReading: false },
  { keys: ['alt', 'up', 'down', 'left', 'right'], action: 'moveByArrow', isReading: false },
  { keys: ['alt', 'shift', 'up', 'down'], action: 'moveToLane', isReading: false },
  { keys: ['B'], action: 'block', isReading: false },
  { keys: ['A'], action: 'people', isReading: false },
  { keys: ['I'], action: 'assign', isReading: false },
  { keys: ['L'], action: 'labels', isReading: false },
  { keys: ['D'], action: 'due', isReading: false },
  { keys: ['delete'], action: 'archive', isReading: false },
] as const;

const inCard = [
  { keys: ['E'], action: 'describe', isReading: false },
  { keys: ['A'], action: 'peopleOfCard', isReading: false },
  { keys: ['I'], action: 'assignCard', isReading: false },
  { keys: ['L'], action: 'labelsOfCard', isReading: false },
  { keys: ['D'], action: 'due', isReading: false },
] as const;

/** The keys of the board and its cards. Those of somebody who only reads change nothing. */
export function boardKeys(t: Translate, canEdit: boolean): ShortcutGroup[] {
  return [
    { title: t('board.keys.onBoard'), all: onBoard },
    { title: t('board.keys.onCard'), all: onCard },
    { title: t('board.keys.inCard'), all: inCard },
  ]
    .map(({ title, all }) => ({
      title,
      shortcuts: all
        .filter(({ isReading }) => canEdit || isReading)
        .map(({ keys, action }) => ({ keys, text: t(`board.keys.${action}`) })),
    }))
    .filter(({ shortcuts }) => shortcuts.length > 0);
}
