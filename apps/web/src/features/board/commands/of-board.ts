import type { Command } from '@/lib/commands';

type More = Pick<Command, 'hint' | 'key' | 'also' | 'isOnlyFound'>;

/** A command of the board. Its id is unique among them. */
export function ofBoard(id: string, title: string, act: () => void, more: More = {}): Command {
  return { id: `board ${id}`, group: 'board', title, act, ...more };
}
