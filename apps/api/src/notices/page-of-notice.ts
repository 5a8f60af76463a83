import type { NoticeKind } from '@weir/domain';

type About = {
  number: number | null;
  card: { number: number; comment: string | null } | null;
  column: { id: string } | null;
};

/** The page where the reader can act on a notice, below the address of its workspace. */
export function pageOfNotice(board: string, about: About, kind: NoticeKind): string {
  return kind === 'webhookOff' ? '/settings/webhooks' : `/${board}${pageOfBoard(about, kind)}`;
}

function pageOfBoard({ number, card, column }: About, kind: NoticeKind): string {
  if (card) return `/cards/${card.number}${card.comment === null ? '' : `#comment-${card.comment}`}`;
  if (number !== null) return `/requests/${number}`;
  switch (kind) {
    case 'slotFree':
      return column ? `#column-${column.id}` : '';
    case 'room':
      return '/ask';
    case 'trialEnded':
      return '/flow/trials';
    case 'overridden':
      return '/overrides';
    default:
      return '/intake';
  }
}
