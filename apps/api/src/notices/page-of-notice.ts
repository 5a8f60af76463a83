import type { NoticeKind } from '@weir/domain';

type About = { number: number | null; card: { number: number; comment: string | null } | null };

/** Where the reader of a notice can act on it, below the address of its board. */
export function pageOfNotice({ number, card }: About, kind: NoticeKind): string {
  if (card) return `cards/${card.number}${card.comment === null ? '' : `#comment-${card.comment}`}`;
  if (number !== null) return `requests/${number}`;
  return kind === 'room' ? 'ask' : kind === 'overridden' ? 'overrides' : 'intake';
}
