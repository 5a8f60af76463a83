import { type Board, columnOf, type LimitScope } from '../board/board.js';

/**
 * The name of a limit's subject: `Doing`, `Dev + Review`, `Payments`, `Payments · Doing`, `Bao`, the board's
 * name; of a class of service its code. A person's name comes from the board's `people`, then from its cards;
 * it is empty if it is in neither.
 */
export function limitSubjectName(board: Board, limit: LimitScope): string {
  switch (limit.scope) {
    case 'column':
      return columnOf(board, limit.columnId).name;
    case 'columns':
      return board.columns
        .filter(({ id }) => limit.columnIds.includes(id))
        .map(({ name }) => name)
        .join(' + ');
    case 'swimlane': {
      const lane = board.swimlanes.find(({ id }) => id === limit.swimlaneId)?.name ?? '';
      return limit.columnId === undefined ? lane : `${lane} · ${columnOf(board, limit.columnId).name}`;
    }
    case 'person':
      return nameOfPerson(board, limit.userId);
    case 'board':
      return board.name;
    case 'classOfService':
      return limit.classOfService;
  }
}

function nameOfPerson(board: Board, id: string): string {
  const named = [...(board.people ?? []), ...board.cards.flatMap(({ assignees }) => assignees)];
  return named.find((person) => person.id === id && person.name)?.name ?? '';
}

/** Whether two limits have the same subject. A board has at most one limit on each. */
export function isSameLimitSubject(one: LimitScope, other: LimitScope): boolean {
  return limitSubjectKey(one) === limitSubjectKey(other);
}

/** A key that is equal for limits on the same subject, and only for those. */
export function limitSubjectKey(limit: LimitScope): string {
  switch (limit.scope) {
    case 'column':
      return `column ${limit.columnId}`;
    case 'columns':
      return `columns ${limit.columnIds.toSorted().join(' ')}`;
    case 'swimlane':
      return `swimlane ${limit.swimlaneId} ${limit.columnId ?? ''}`;
    case 'person':
      return `person ${limit.userId} ${limit.across}`;
    case 'board':
      return 'board';
    case 'classOfService':
      return `classOfService ${limit.classOfService}`;
  }
}
