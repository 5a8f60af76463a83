import type { Board, Card, CustomField } from '@weir/contract';
import { classesOfService, isBlocked } from '@weir/domain';

export const sortables = [
  'ref',
  'title',
  'column',
  'class',
  'people',
  'labels',
  'due',
  'age',
  'blocked',
] as const;
/** `field.` and an id: a custom field. */
export type Sortable = (typeof sortables)[number] | `field.${string}`;
export type Sort = { by: Sortable; isDescending: boolean };

/** In the order of the board. */
export const boardOrder: Sort = { by: 'column', isDescending: false };

/** The sort in an address: `?sort=due`, or `?sort=-due` from the last to the first. */
export function readSort(query: URLSearchParams): Sort {
  const written = query.get('sort') ?? '';
  const name = written.replace(/^-/, '');
  const by = isField(name) ? name : sortables.find((each) => each === name);
  return by ? { by, isDescending: written.startsWith('-') } : boardOrder;
}

export function writeSort({ by, isDescending }: Sort): string {
  return `${isDescending ? '-' : ''}${by}`;
}

const isField = (by: string): by is `field.${string}` => by.startsWith('field.');

/** The custom fields that are columns of the list: those that cards show. */
export function fieldColumns({ fields }: Pick<Board, 'fields'>): { field: CustomField; by: Sortable }[] {
  return fields
    .filter(({ onCards }) => onCards)
    .map((field) => ({ field, by: `field.${field.id}` as const }));
}

/** The cards sorted. Those without a value come last, either way, and equal ones stay in the order of the board. */
export function sortCards(
  board: Pick<Board, 'columns' | 'labels' | 'fields'>,
  cards: readonly Card[],
  { by, isDescending }: Sort,
  language: string,
): Card[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const columns = new Map(board.columns.map(({ id }, at) => [id, at]));
  const field = board.fields.find(({ id }) => by === `field.${id}`);
  const sortValue = (card: Card): string | number | null => {
    if (field) return fieldSortValue(field, card);
    switch (by) {
      case 'ref':
        return card.number;
      case 'title':
        return card.title;
      case 'column':
        return columns.get(card.columnId) ?? null;
      case 'class':
        return classesOfService.indexOf(card.classOfService);
      case 'people':
        return card.assignees[0]?.name ?? null;
      case 'labels':
        return board.labels.find(({ id }) => card.labelIds.includes(id))?.name ?? null;
      case 'due':
        return card.dueOn;
      case 'age':
        // The latest is the youngest.
        return card.committedAt && !card.deliveredAt ? -Date.parse(card.committedAt) : null;
      case 'blocked':
        // Since when a link blocks a card is not known here: these come after those that a person blocked.
        if (card.blocked) return Date.parse(card.blocked.since);
        return isBlocked(card) ? Number.MAX_SAFE_INTEGER : null;
      default:
        return null;
    }
  };
  const inBoardOrder = cards.toSorted(
    (one, other) => (columns.get(one.columnId) ?? 0) - (columns.get(other.columnId) ?? 0),
  );
  return inBoardOrder
    .map((card) => ({ card, value: sortValue(card) }))
    .toSorted(({ value: one }, { value: other }) => {
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      const order =
        typeof one === 'number' && typeof other === 'number' ? one - other : compare(`${one}`, `${other}`);
      return isDescending ? -order : order;
    })
    .map(({ card }) => card);
}

/** Options are in the order that their field gives them. */
function fieldSortValue({ id, kind, options }: CustomField, card: Card): string | number | null {
  const value = card.fields[id];
  if (value === undefined) return null;
  if (kind !== 'choice') return value;
  const at = options.findIndex((option) => option.id === value);
  return at === -1 ? null : at;
}
