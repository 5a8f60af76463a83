import type { NoticeKind } from '@weir/contract';
import type { GlyphName } from '@/components/icon/glyph';

/** Each kind of notice in a word and a shape. */
export const kindWords: Record<NoticeKind, { word: string; glyph: GlyphName }> = {
  answered: { word: 'Answer', glyph: 'letter' },
  displaced: { word: 'Made room', glyph: 'half' },
  putBack: { word: 'Put back', glyph: 'half' },
  ticketDue: { word: 'Ticket', glyph: 'onward' },
  question: { word: 'Message', glyph: 'note' },
  reply: { word: 'Reply', glyph: 'note' },
  reminder: { word: 'Due soon', glyph: 'half' },
  overdue: { word: 'Overdue', glyph: 'over' },
  gate: { word: 'Gate', glyph: 'gateNarrow' },
};

/** How many are unread, as it is heard: “Notices, 3 new”, with the words that are seen. */
export function bellWords(unread: number): string {
  return unread === 0 ? 'Notices, none new' : `Notices, ${unreadSeen(unread)}`;
}

/** The same as it is seen beside the bell; what is beyond two figures is many. */
export function unreadSeen(unread: number): string {
  return unread > 99 ? '99+ new' : `${unread} new`;
}
