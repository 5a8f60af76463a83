import type { CardNoticeFacts, NoticeFacts, OverriddenLimit } from '@weir/domain';
import { limitSubjectText } from '../limits.js';
import type { Speech } from '../refusals/refusals.js';
import { unknownText } from './unknown.js';

/** As many characters of a comment as fit in the list of notices. */
const longestComment = 500;

const kinds = {
  mentioned: true,
  commented: true,
  assigned: true,
  dueSoon: true,
  cardBlocked: true,
  cardUnblocked: true,
  waitChanged: true,
} satisfies Record<CardNoticeFacts['kind'], true>;

type Text = { title: string; text: string };

/** Who did what to a card, and what the comment or the reason says. */
export function cardNoticeText(speech: Speech, facts: CardNoticeFacts): Text {
  if (!(facts.kind in kinds)) return unknownText(speech);
  const { t, dates } = speech;
  const { kind, by, card } = facts;
  const who = actor(by);
  if (!card) return { title: t(`notices.cards.hidden.${kind}`, who), text: t('notices.cards.hiddenText') };
  const { ref, title, comment } = card;
  const subject = facts.kind === 'dueSoon' && facts.item !== null ? facts.item : title;
  const news = facts.kind === 'waitChanged' ? { on: facts.on, state: facts.state } : { on: '', state: '' };
  const line = { title: t(`notices.cards.titles.${kind}`, { ...who, ...news, title: subject }) };
  switch (facts.kind) {
    case 'mentioned':
    case 'commented':
      if (comment === null) return { ...line, text: t('notices.cards.mentionedDescription', { ref }) };
      return { ...line, text: comment === '' ? t('notices.cards.deleted', { ref }) : shortened(comment) };
    case 'assigned':
      return { ...line, text: t('notices.cards.assigned', { ref }) };
    case 'cardBlocked':
      return { ...line, text: facts.reason ?? '' };
    case 'cardUnblocked':
      return { ...line, text: t('notices.cards.unblocked', { ref }) };
    case 'waitChanged':
      return { ...line, text: t('notices.cards.waitChanged', { ref, ...news }) };
    case 'dueSoon': {
      const day = dates.day(facts.dueOn, { long: true });
      const text =
        facts.item === null
          ? t('notices.cards.dueSoon', { ref, day })
          : t('notices.cards.itemDueSoon', { ref, title, day });
      return { ...line, text };
    }
  }
}

/** Who acted, as the texts take it; null: no particular person did. */
function actor(by: string | null) {
  return { by: by ?? '', known: by === null ? 'no' : 'yes' };
}

function shortened(comment: string): string {
  const characters = [...comment];
  return characters.length > longestComment ? `${characters.slice(0, longestComment).join('')}…` : comment;
}

/** Who overrode which limits of a board, their cards since then, and why. */
export function overriddenText(
  { t }: Speech,
  { board, by, limits }: Extract<NoticeFacts, { kind: 'overridden' }>,
): Text {
  const who = actor(by);
  const reasons = [...new Set(limits.map(({ reason }) => reason))];
  return {
    title: t('notices.cards.titles.overridden', { ...who, board }),
    text: [...limits.map(limitLine), ...reasons].join('\n\n'),
  };

  function limitLine({ scope, of, max, load }: OverriddenLimit): string {
    return t('notices.cards.limit', { of: limitSubjectText(t, { scope, of }), load, max });
  }
}
