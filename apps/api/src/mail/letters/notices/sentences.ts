import type { ExpectedDate, NoticeFacts, NoticeRequest, NotNowReason } from '@weir/domain';
import { requesterName, unknownForecastText, type Words } from '@weir/words';
import type { LetterFacts, Quote } from '../letter.js';

/** “Mira Mensah of Platform”, or “Platform” where nobody in particular did it or the reader does not see who. */
export function whoText({ t }: Words, { board }: NoticeFacts, { by }: LetterFacts): string {
  return by === null ? board : t('letters.who', { name: by, board });
}

/** The requester's name for the team, which marks a guest. */
export function requesterText({ t }: Words, { requester: name, guest }: NoticeRequest): string {
  return requesterName(t, { name, guest });
}

/** What somebody wrote to the reader, under their name. */
export function quotesOf(
  { t }: Words,
  { board }: NoticeFacts,
  { by }: LetterFacts,
  message: string | null,
  as: 'wrote' | 'gaveReason' = 'wrote',
): Quote[] {
  return message ? [{ heading: t(`letters.${as}`, { name: by ?? board }), text: message }] : [];
}

/** Until when the work is expected, and how sure that is, or why nobody can say. */
export function expectedText(words: Words, expected: ExpectedDate | undefined): string | null {
  if (!expected) return null;
  if ('unknown' in expected)
    return words.t('letters.notForecast', { why: unknownForecastText(words, expected.unknown) });
  return words.t('letters.expected', { day: words.dates.day(expected.p85, { long: true }) });
}

/** The team's reason in a sentence. “Another reason” says nothing, so it is left out. */
export function reasonText({ t }: Words, reason: NotNowReason | null | undefined): string | null {
  return reason && reason !== 'other' ? t(`vocabulary.reasonSentences.${reason}`) : null;
}

export function paragraphs(...parts: (string | null | undefined)[]): string | null {
  return parts.filter(Boolean).join('\n\n') || null;
}
