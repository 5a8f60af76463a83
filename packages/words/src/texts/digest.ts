import type { Suggestion } from '@weir/domain';
import type { Words } from '../words.js';
import { limitSubjectText } from './limits.js';

/** A suggestion of a weekly digest about a board, which is named by its key. */
export type DigestSuggestionFact = Suggestion & { board: string };

/** What to do. */
export function digestSuggestionText({ t }: Words, fact: DigestSuggestionFact): string {
  switch (fact.code) {
    case 'overrides':
      return t('digest.suggestion.overrides', { limit: limitSubjectText(t, fact) });
    case 'blocked':
      return t('digest.suggestion.blocked', { reason: fact.reason });
    case 'level':
      return t('digest.suggestion.level', { name: t(`vocabulary.classes.${fact.classOfService}`) });
    case 'aged':
      return t('digest.suggestion.aged', { ref: `${fact.board}-${fact.number}`, title: fact.title });
    case 'expired':
    case 'started':
    case 'forecasts':
      return t(`digest.suggestion.${fact.code}`);
  }
}

/** The figures that it rests on. */
export function digestEvidenceText({ t, dates }: Words, fact: DigestSuggestionFact): string {
  switch (fact.code) {
    case 'overrides':
      return t('digest.evidence.overrides', { times: fact.times });
    case 'blocked':
      return t('digest.evidence.blocked', {
        cards: fact.cards,
        duration: dates.duration(fact.seconds, Math.round),
      });
    case 'expired':
      return t('digest.evidence.expired', { expired: fact.expired, submitted: fact.submitted });
    case 'started':
      return t('digest.evidence.started', { started: fact.started, left: fact.left });
    case 'level':
      return t('digest.evidence.level', {
        share: fact.percent / 100,
        days: fact.days,
        kept: fact.kept,
        sample: fact.sample,
      });
    case 'forecasts':
      return t('digest.evidence.forecasts', { missed: fact.missed, scored: fact.scored });
    case 'aged':
      return t('digest.evidence.aged', { days: fact.ageDays, count: fact.count });
  }
}
