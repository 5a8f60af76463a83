import type { CardNoticeFacts } from '@weir/domain';
import { noticeText, type Words } from '@weir/words';
import type { About, FactsOf } from '../letter.js';

type CardFacts = FactsOf<CardNoticeFacts['kind']>;

/** What happened to a card, with what somebody wrote. */
export function aboutCard(words: Words, facts: CardFacts): About {
  const { t, dates } = words;
  const { kind, board, by, card } = facts;
  if (!card) throw new Error(`a mail of the kind ${kind} is about a card`);
  const { ref, title, comment } = card;
  const due = facts.kind === 'dueSoon' ? facts : null;
  const day = due ? dates.day(due.dueOn, { long: true }) : '';
  const on = facts.kind === 'waitChanged' ? facts.on : '';
  const written = 'reason' in facts && kind === 'cardBlocked' ? facts.reason : comment;
  const heading = t(kind === 'cardBlocked' ? 'letters.gaveReason' : 'letters.wrote', { name: by ?? board });
  return {
    happened: due?.item
      ? t('letters.cards.itemDueSoon', { board, ref, title, day, item: due.item })
      : t(`letters.cards.${kind}`, { board, ref, title, day, on, ...whoOf(by) }),
    quotes: written ? [{ heading, text: written }] : [],
    now: facts.kind === 'waitChanged' ? noticeText(words, facts).text : null,
    open: t(comment === null ? 'letters.open.card' : 'letters.open.comment'),
  };
}

/** Which limits were overridden, and why. */
export function aboutOverrides(words: Words, facts: FactsOf<'overridden'>): About {
  const { t } = words;
  return {
    happened: t('letters.cards.overridden', { board: facts.board, ...whoOf(facts.by) }),
    why: noticeText(words, facts).text,
    now: null,
    open: t('letters.open.overrides'),
  };
}

/** Why the reader gets the mail. */
export function whyCard({ t }: Words, facts: CardFacts): string {
  const ref = facts.card?.ref ?? '';
  switch (facts.kind) {
    case 'mentioned':
      return t('letters.cards.why.mentioned', { ref });
    case 'dueSoon':
      return t(facts.item === null ? 'letters.cards.why.assigned' : 'letters.cards.why.item', { ref });
    case 'assigned':
      return t('letters.cards.why.assigned', { ref });
    case 'commented':
    case 'cardBlocked':
    case 'cardUnblocked':
    case 'waitChanged':
      return t('letters.cards.why.watching', { ref });
  }
}

function whoOf(by: string | null): { by: string; known: 'yes' | 'no' } {
  return { by: by ?? '', known: by === null ? 'no' : 'yes' };
}
