import { type AnswerKind, isTeamReason, type PlainDate } from '@weir/domain';
import { systemAnswerText, type Words } from '@weir/words';
import type { About, FactsOf, LetterFacts, Quote } from '../letter.js';
import { expectedText, paragraphs, quotesOf, reasonText, whoText } from './sentences.js';

type Answered = FactsOf<'answered'>;

/** The request, or one that asks for the same, has its answer. */
export function aboutAnswer(words: Words, facts: Answered, known: LetterFacts): About {
  const { answer } = facts;
  const byPerson = !isSystems(answer.kind);
  const original = originalOf(words, facts);
  return {
    happened: happenedText(words, facts, known),
    why: paragraphs(
      byPerson
        ? reasonText(words, isTeamReason(answer.kind) ? known.reason : null)
        : systemText(words, facts, known),
      answer.card && !known.isGuest
        ? words.t('letters.card', { card: answer.card, board: facts.board })
        : null,
      original?.text,
      answer.part ? words.t('notices.part', { title: answer.part }) : null,
      restText(words, facts),
    ),
    quotes: [
      ...(byPerson ? quotesOf(words, facts, known, answer.message) : []),
      ...(original?.quotes ?? []),
      ...(answer.rest ? quotesOf(words, facts, known, answer.rest.message) : []),
    ],
    expected: expectedText(words, facts.expected ?? known.expected),
    now: nowText(words, facts),
    open: words.t('letters.open.request'),
  };
}

function happenedText(words: Words, facts: Answered, known: LetterFacts): string {
  const { reader, board, request, answer } = facts;
  const { redirectedTo: target, duplicateOf } = answer;
  return words.t(`letters.answers.${answer.rest ? 'acceptPart' : answer.kind}`, {
    ...{ reader, board, ref: request.ref, who: whoText(words, facts, known) },
    ...{ original: duplicateOf ?? '', target: target?.board ?? '', targetRef: target?.ref ?? '' },
  });
}

/** If only a part was accepted: the remaining part, and when the requester can ask for it again. Its message is quoted. */
function restText(words: Words, { reader, answer: { rest }, timeZone: zone }: Answered): string | null {
  if (!rest) return null;
  const { t, dates } = words;
  const until = dates.day(rest.until, { long: true, zone });
  return [
    t('notices.rest', { title: rest.title }),
    reasonText(words, rest.reason),
    t(reader === 'requester' ? 'notices.restAgain' : 'notices.restAgainWatcher', { until }),
  ]
    .filter(Boolean)
    .join(' ');
}

function systemText(words: Words, { answer }: Answered, { bySystem, reason }: LetterFacts): string | null {
  const { kind, message } = answer;
  return bySystem && isSystems(kind) ? systemAnswerText(words, { kind, reason, until: null }) : message;
}

/** For a duplicate: the answer that the other request already has, since no later notice repeats it. */
function originalOf(
  words: Words,
  { board, answer }: Answered,
): { text: string | null; quotes: Quote[] } | null {
  const { t } = words;
  const { duplicateOf: ref, standing } = answer;
  if (!ref) return null;
  if (!standing) return { text: t('letters.originalAnswer.waits', { ref }), quotes: [] };
  const { kind, message, reason, card } = standing;
  const given = t('letters.originalAnswer.given', { ref, answer: t(`vocabulary.answers.${kind}`) });
  const why = isTeamReason(kind) ? reasonText(words, reason) : null;
  return {
    text: paragraphs(
      [given, why].filter(Boolean).join(' '),
      isSystems(kind) ? message : null,
      card && t('letters.card', { card, board }),
    ),
    quotes:
      message && !isSystems(kind)
        ? [{ heading: t('letters.originalAnswer.text', { ref }), text: message }]
        : [],
  };
}

/** What the reader can do now. A duplicate with an answer leaves them where that answer does. */
function nowText(words: Words, facts: Answered): string {
  const { reader, answer } = facts;
  const { standing, redirectedTo } = answer;
  if (answer.kind === 'redirect')
    return words.t('letters.now.awaitTarget', { target: redirectedTo?.board ?? facts.board });
  if (answer.kind !== 'duplicate') return afterText(words, answer, reader === 'requester');
  return standing ? afterText(words, standing, standing.own) : words.t('letters.now.awaitOriginal');
}

function afterText(
  { t, dates }: Words,
  { kind, until }: { kind: AnswerKind; until: PlainDate | null },
  own: boolean,
): string {
  const reader = own ? 'requester' : 'watcher';
  if (kind === 'accept' || kind === 'trade') return t('letters.now.follow');
  if (kind === 'decline') return t('letters.now.declined', { reader });
  if (until === null) return t('letters.now.submitAgain', { reader });
  return t(own ? 'letters.now.askAgain' : 'letters.now.askAgainWatcher', {
    day: dates.day(until, { long: true }),
  });
}

function isSystems(kind: AnswerKind): kind is 'expired' | 'shed' {
  return kind === 'expired' || kind === 'shed';
}
