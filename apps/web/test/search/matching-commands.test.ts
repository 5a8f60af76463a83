import { matchingCommands } from '@/features/search/matching-commands';
import type { Command } from '@/lib/commands';

const command = (title: string, more: Partial<Command> = {}): Command =>
  ({ id: title, group: 'board', title, act: () => undefined, ...more }) as Command;

const all = [
  command('Move to Done', { of: 'PLAT-7' }),
  command('Add a column…', { also: 'stage list' }),
  command('Remove label Bug', { also: 'tag', isOnlyFound: true }),
  command('Fälligkeit setzen …', { also: 'frist datum' }),
  command('Archive', { also: 'delete remove' }),
];
const found = (typed: string) => matchingCommands(all, typed).map(({ title }) => title);

test('without a typed word the palette lists all commands but the many that are only found', () => {
  expect(found(' ')).toEqual(['Move to Done', 'Add a column…', 'Fälligkeit setzen …', 'Archive']);
});

test('a command is found by its title, its card, and the beginning of another of its words', () => {
  expect(found('done MOVE')).toEqual(['Move to Done']);
  expect(found('plat-7')).toEqual(['Move to Done']);
  expect(found('falligkeit')).toEqual(['Fälligkeit setzen …']);
  expect(found('fris')).toEqual(['Fälligkeit setzen …']);
  // Not “stage”.
  expect(found('tag')).toEqual(['Remove label Bug']);
  expect(found('tag bug')).toEqual(['Remove label Bug']);
});

test('commands with the typed words in their titles come before those with other words', () => {
  expect(found('remove')).toEqual(['Remove label Bug', 'Archive']);
  expect(found('delete')).toEqual(['Archive']);
});

test('a word with one wrong letter finds its command if no other has it right', () => {
  expect(found('colunm')).toEqual(['Add a column…']);
  expect(found('xyzzy')).toEqual([]);
});
