import type { WorkNoticeKind } from '@weir/domain';
import type { Words } from '@weir/words';
import type { About, FactsOf, LetterFacts } from '../letter.js';
import { expectedText, paragraphs, quotesOf, reasonText, whoText } from './sentences.js';

type Step = FactsOf<WorkNoticeKind>;
type Displaced = FactsOf<'displaced'>;
type NewDate = FactsOf<'expected'>;

/** What became of accepted work, and when to expect it now. */
export function aboutWork(words: Words, facts: Step | Displaced | NewDate, known: LetterFacts): About {
  switch (facts.kind) {
    case 'displaced':
      return aboutDisplaced(words, facts, known);
    case 'expected':
      return aboutNewDate(words, facts);
    default:
      return aboutStep(words, facts, known);
  }
}

function aboutStep(words: Words, facts: Step, known: LetterFacts): About {
  const { t } = words;
  const { kind, reader, request, reason, message } = facts;
  const happened = kind === 'begun' && facts.was === 'delivered' ? 'reopened' : kind;
  // Why work is blocked is in a person's words; why it went back or left the board, in ours.
  const isTyped = kind === 'blocked';
  const isOver = kind === 'delivered' || kind === 'takenOff';
  return {
    happened: t(`letters.work.${happened}`, { reader, ref: request.ref, who: whoText(words, facts, known) }),
    why: isTyped ? null : reason,
    quotes: [
      ...(isTyped ? quotesOf(words, facts, known, reason, 'gaveReason') : []),
      ...quotesOf(words, facts, known, message),
    ],
    expected: isOver ? null : expectedText(words, facts.expected ?? known.expected),
    now: afterStepText(words, facts),
    open: t(kind === 'delivered' && reader === 'requester' ? 'letters.open.confirm' : 'letters.open.request'),
  };
}

function afterStepText(words: Words, { kind, reader, request }: Step): string {
  const { t } = words;
  switch (kind) {
    case 'blocked':
      return t('letters.now.unblock');
    case 'delivered':
      return t(reader === 'requester' ? 'letters.now.received' : 'letters.now.watchDelivered');
    case 'takenOff':
      return askAgainText(words, reader, request.ticketFrom);
    case 'begun':
    case 'unblocked':
    case 'putBack':
    case 'restored':
      return t('letters.now.wait');
  }
}

function aboutDisplaced(words: Words, facts: Displaced, known: LetterFacts): About {
  const { t } = words;
  const { reader, request, message, reason, until } = facts;
  return {
    happened: t(until ? 'letters.work.displacedUntil' : 'letters.work.displaced', {
      ...{ reader, ref: request.ref, who: whoText(words, facts, known) },
    }),
    why: reasonText(words, reason),
    quotes: quotesOf(words, facts, known, message),
    expected: until ? null : expectedText(words, known.expected),
    now: until ? askAgainText(words, reader, until) : t('letters.now.wait'),
    open: t('letters.open.request'),
  };
}

function aboutNewDate(words: Words, { board, reader, request, from, expected }: NewDate): About {
  const { t, dates } = words;
  const before = from && t('letters.expectedBefore', { day: dates.day(from, { long: true }) });
  return {
    happened: t('letters.work.expected', { reader, board, ref: request.ref }),
    expected: paragraphs([expectedText(words, expected), before].filter(Boolean).join(' ')),
    now: t('letters.now.newDate'),
    open: t('letters.open.request'),
  };
}

function askAgainText({ t, dates }: Words, reader: Step['reader'], from: string | null): string {
  if (!from) return t('letters.now.submitAgain', { reader });
  return t(reader === 'requester' ? 'letters.now.askAgain' : 'letters.now.askAgainWatcher', {
    day: dates.day(from, { long: true }),
  });
}
