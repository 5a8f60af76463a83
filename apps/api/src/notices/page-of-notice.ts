import type { NoticeKind } from '@weir/domain';

type About = {
  number: number | null;
  card: { number: number; comment: string | null } | null;
  column: { id: string } | null;
};

/** The page where the reader can act on a notice, as a path below its board's address. */
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
