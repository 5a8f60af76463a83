import type { NoticeFacts } from '@weir/domain';
import type { Speech } from '../refusals/refusals.js';
import { paragraphs } from './paragraphs.js';

type RestNotice = Extract<NoticeFacts, { kind: 'rest' }>;

/** The new state of a rest of a board, or of its proposal. */
export function restNoticeText(speech: Speech, facts: RestNotice): { title: string; text: string } {
  const { happened, reason } = restNoticeParts(speech, facts);
  return {
    title: speech.t(`notices.boardRestTitles.${facts.state}`, { board: facts.board }),
    text: paragraphs(happened, reason),
  };
}

/** `reason`: the reason of the person who closed it. */
export function restNoticeParts(
  { t, dates }: Speech,
  facts: RestNotice,
): { happened: string; reason: string | null } {
  const { board, timeZone, by, overloadedDays: days, ofDays: of } = facts;
  const who = { by: by ?? '', known: by === null ? 'no' : 'yes' } as const;
  switch (facts.state) {
    case 'proposed': {
      const until = dates.instant(facts.until, timeZone);
      return { happened: t('notices.boardRest.proposed', { board, days, of, until }), reason: null };
    }
    case 'resting': {
      const until = dates.instant(facts.until, timeZone);
      return { happened: t('notices.boardRest.resting', { board, days, of, until, ...who }), reason: null };
    }
    case 'dismissed':
      return { happened: t('notices.boardRest.dismissed', { board, ...who }), reason: facts.reason };
    case 'expired':
      return { happened: t('notices.boardRest.expired', { board }), reason: null };
    case 'ended':
      return {
        happened: t('notices.boardRest.ended', { board, why: facts.endedFor, ...who }),
        reason: facts.reason,
      };
  }
}
