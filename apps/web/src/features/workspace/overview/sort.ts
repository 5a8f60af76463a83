import type { BoardOverview } from '@weir/contract';

/** The columns of the table, each of which sorts it. */
export const sortables = [
  'board',
  'state',
  'load',
  'limits',
  'waiting',
  'overdue',
  'ageing',
  'blocked',
] as const;
export type Sortable = (typeof sortables)[number];
export type Sort = { by: Sortable; isDescending: boolean };

/** The fullest board first. */
const usualSort: Sort = { by: 'state', isDescending: true };

/** `?sort=-overdue`; anything else is the usual order. */
export function readSort(query: URLSearchParams): Sort {
  const written = query.get('sort') ?? '';
  const by = sortables.find((each) => each === written.replace(/^-/, ''));
  return by ? { by, isDescending: written.startsWith('-') } : usualSort;
}

/** The sort after a press on the head of a column: names begin with A, figures with the largest. A second press reverses it. */
export function sortAfter(sort: Sort, by: Sortable): string {
  const isDescending = sort.by === by ? !sort.isDescending : by !== 'board';
  return `${isDescending ? '-' : ''}${by}`;
}

/** Boards that are equal in it come by name. */
export function sortBoards(boards: readonly BoardOverview[], { by, isDescending }: Sort, language: string) {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const byName = (one: BoardOverview, other: BoardOverview) => compare(one.name, other.name);
  const byFigure = (one: BoardOverview, other: BoardOverview) => figureOf(one, by) - figureOf(other, by);
  const direction = isDescending ? -1 : 1;
  return boards.toSorted(
    (one, other) => direction * (by === 'board' ? byName : byFigure)(one, other) || byName(one, other),
  );
}

/** A board without a capacity has no share of it, and one with too few deliveries no ageing cards. */
function figureOf(board: BoardOverview, by: Sortable): number {
  switch (by) {
    case 'state':
      return board.pressure.level;
    case 'load':
      return board.capacity ? board.inFlight / board.capacity : -1;
    case 'limits':
      return board.limits.over * 1_000 + board.limits.full;
    case 'waiting':
      return board.intake.waiting;
    case 'overdue':
      return board.overdue;
    case 'ageing':
      return board.ageing ?? -1;
    case 'blocked':
      return board.blocked;
    case 'board':
      return 0;
  }
}
