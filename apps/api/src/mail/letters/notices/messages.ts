import type { Words } from '@weir/words';
import type { About, FactsOf, LetterFacts } from '../letter.js';
import { expectedText, quotesOf, requesterText, whoText } from './sentences.js';

/** A message in the conversation about a request. */
export function aboutMessage(words: Words, facts: FactsOf<'question' | 'reply'>, known: LetterFacts): About {
  const { t } = words;
  const { request, message } = facts;
  if (facts.kind === 'reply') {
    const name = requesterText(words, request);
    return {
      happened: t('letters.messages.reply', { name, ref: request.ref }),
      quotes: quotesOf(words, facts, { ...known, by: name }, message),
      expected: stateText(words, facts, known),
      now: t('letters.now.teamReply'),
      open: t('letters.open.conversation'),
    };
  }
  const asks = facts.asks && known.paused;
  return {
    happened: t(facts.asks ? 'letters.messages.question' : 'letters.messages.message', {
      who: whoText(words, facts, known),
    }),
    quotes: quotesOf(words, facts, known, message),
    expected: stateText(words, facts, known),
    now: t(asks ? 'letters.now.reply' : 'letters.now.replyIfYouLike'),
    open: t(asks ? 'letters.open.reply' : 'letters.open.conversation'),
  };
}

/** Until when the request is answered or its work is expected. A paused deadline has no date. */
function stateText(
  words: Words,
  { timeZone, reader, request }: FactsOf<'question' | 'reply'>,
  { waits, paused, expected }: LetterFacts,
): string | null {
  if (!waits) return expectedText(words, expected);
  if (paused) return null;
  const time = words.dates.instant(request.answerBy, timeZone);
  return words.t('letters.answerBy', { reader, time });
}
