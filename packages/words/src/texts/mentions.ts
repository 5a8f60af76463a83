import type { NoticeFacts } from '@weir/domain';
import type { Speech } from './refusals.js';

/** As many characters of a comment as fit in the list of notices. */
const longestComment = 500;

/** Who mentioned the reader, and what the comment says. */
export function mentionedText(
  { t }: Speech,
  { by, card }: Extract<NoticeFacts, { kind: 'mentioned' }>,
): { title: string; text: string } {
  if (!card)
    return { title: t('notices.titles.mentionedHidden', { by }), text: t('notices.mentionedHidden') };
  const { ref, title, comment } = card;
  return { title: t('notices.titles.mentioned', { by, title }), text: text() };

  function text(): string {
    if (comment === null) return t('notices.mentionedDescription', { ref });
    if (comment === '') return t('notices.mentionedDeleted', { ref });
    const characters = [...comment];
    return characters.length > longestComment ? `${characters.slice(0, longestComment).join('')}…` : comment;
  }
}
