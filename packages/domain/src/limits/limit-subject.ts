import { type Board, columnOf, type LimitScope } from '../board/board.js';
import type { ClassOfService } from '../vocabulary/vocabulary.js';

/** Whether two names read as one: columns of a board, and its lanes, are told apart by name, whatever its case. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

/**
 * What people call that which a limit limits: `Doing`, `Dev + Review`, `Payments`, `Payments · Doing`, `Bao`, the
 * board's name, `Fixed date`. A person's name is looked up in the board's `people`, then on its cards.
 */
export function nameOf(board: Board, limit: LimitScope): string {
  switch (limit.scope) {
    case 'column':
      return columnOf(board, limit.columnId).name;
    case 'columns':
      return board.columns
        .filter(({ id }) => limit.columnIds.includes(id))
        .map(({ name }) => name)
        .join(' + ');
    case 'swimlane': {
      const lane = board.swimlanes.find(({ id }) => id === limit.swimlaneId)?.name ?? 'A lane';
      return limit.columnId === undefined ? lane : `${lane} · ${columnOf(board, limit.columnId).name}`;
    }
    case 'person':
      return nameOfPerson(board, limit.userId);
    case 'board':
      return board.name;
    case 'classOfService':
      return nameOfClass[limit.classOfService];
  }
}

function nameOfPerson(board: Board, id: string): string {
  const named = [...(board.people ?? []), ...board.cards.flatMap(({ assignees }) => assignees)];
  return named.find((person) => person.id === id && person.name)?.name ?? 'This person';
}

const nameOfClass: Record<ClassOfService, string> = {
  expedite: 'Expedite',
  fixedDate: 'Fixed date',
  standard: 'Standard',
  intangible: 'Intangible',
};
