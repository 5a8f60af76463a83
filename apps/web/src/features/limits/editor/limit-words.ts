import type { LimitMode } from '@weir/contract';
import type { LimitSubject } from '@/lib/board/limit-subjects';

export const modeWords: Record<LimitMode, string> = {
  block: 'Refuse',
  reason: 'Pass with a reason',
  warn: 'Only warn',
};

/** What a mode does with a card that finds no room: one that would enter a place, or be given to a person. */
export function modeMeans(mode: LimitMode, { scope }: LimitSubject): string {
  const isPerson = scope === 'person';
  switch (mode) {
    case 'block':
      return isPerson ? 'They are given no card while they are full.' : 'No card enters while it is full.';
    case 'reason':
      return 'Owners and managers may pass it and say why. Each time draws on the month’s budget.';
    case 'warn':
      return `Cards ${isPerson ? 'are given' : 'enter'}, and each one is written down for everyone to see.`;
  }
}

export const scopeWords: Record<LimitSubject['scope'], string> = {
  column: 'A column',
  columns: 'A group of columns',
  swimlane: 'A swimlane, or a cell of it',
  person: 'A person',
  board: 'The whole board',
  classOfService: 'A class of service',
};

/** Which cards count against a limit. */
export function countingOf(subject: LimitSubject): string {
  switch (subject.scope) {
    case 'column':
      return 'Counts the cards that stand in it; expedite ones stand beside it.';
    case 'columns':
      return 'Counts the cards in these columns together; expedite ones stand beside it.';
    case 'swimlane':
      return subject.columnId
        ? 'Counts the lane’s cards in this column; expedite ones stand beside it.'
        : 'Counts the lane’s cards in active columns; expedite ones stand beside it.';
    case 'person':
      return subject.across === 'workspace'
        ? 'Counts their cards in active columns on every board of the workspace, expedite ones too.'
        : 'Counts their cards in active columns of this board, expedite ones too.';
    case 'board':
      return 'Counts every card between commitment and delivery, expedite ones too.';
    case 'classOfService':
      return 'Counts the cards of this class in active columns.';
  }
}

const modeSaid = { block: 'refuses', reason: 'passed with a reason', warn: 'only warns' } as const;

/** “at most 5, at least 2, passed with a reason”. */
export function limitSaid({ mode, ...bounds }: Bounds & { mode: LimitMode }): string {
  return `${boundsSaid(bounds)}, ${modeSaid[mode]}`;
}

type Bounds = { max: number; min?: number | null | undefined };

/** “at most 5, at least 2”. */
export function boundsSaid({ max, min }: Bounds): string {
  return min == null ? `at most ${max}` : `at most ${max}, at least ${min}`;
}

/** What kind of thing a limit is on, in a word or two. */
export function scopeOf(subject: LimitSubject): string {
  switch (subject.scope) {
    case 'column':
      return 'Column';
    case 'columns':
      return 'Columns together';
    case 'swimlane':
      return subject.columnId ? 'Cell: a lane in a column' : 'Swimlane';
    case 'person':
      return subject.across === 'workspace' ? 'Person, on all boards' : 'Person, on this board';
    case 'board':
      return 'Whole board';
    case 'classOfService':
      return 'Class of service';
  }
}
