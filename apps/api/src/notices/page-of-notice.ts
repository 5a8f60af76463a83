import type { NoticeKind } from '@weir/domain';

type About = {
  number: number | null;
  card: { number: number; comment: string | null } | null;
  column: { id: string } | null;
};

/** Where the reader of a notice can act on it: what follows the address of its board. */
export function pageOfNotice({ number, card, column }: About, kind: NoticeKind): string {
  if (card) return `/cards/${card.number}${card.comment === null ? '' : `#comment-${card.comment}`}`;
  if (number !== null) return `/requests/${number}`;
  switch (kind) {
    case 'slotFree':
      return column ? `#column-${column.id}` : '';
    case 'room':
      return '/ask';
    case 'overridden':
      return '/overrides';
    default:
      return '/intake';
  }
}
