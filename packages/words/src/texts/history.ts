import type { HistoryAnswer, HistoryFact, WorkState } from '@weir/domain';
import type { Words } from '../words.js';

/** What happened to a request, for everyone who can read it. */
export function historyText(words: Pick<Words, 't' | 'dates' | 'format'>, fact: HistoryFact): string {
  const { t, dates, format } = words;
  switch (fact.kind) {
    case 'submitted':
      return fact.byForm ? t('history.submittedByForm') : t('history.submitted');
    case 'askedAgain':
      return t('history.askedAgain', { ref: fact.follows });
    case 'redirectedHere':
      return t('history.redirectedHere', { ref: fact.from });
    case 'restOf':
      return t('history.restOf', { ref: fact.of });
    case 'changed':
      return t('history.changed', { fields: format.list(fact.names.map((name) => fieldText(words, name))) });
    case 'answered':
      return answeredText(words, fact.answer);
    case 'cardMade':
      return t('history.cardMade', { card: fact.card });
    case 'displaced':
      return withLeft(
        words,
        fact,
        fact.until === null
          ? t('history.displaced')
          : t('history.displacedUntil', { until: dates.day(fact.until, { long: true }) }),
      );
    case 'step':
      return withLeft(words, fact, stepText(words, fact));
    case 'answerMoved': {
      const [from, to] = [fact.from, fact.to].map((at) => dates.instant(at, fact.timeZone));
      return t('history.answerMoved', { from: from as string, to: to as string });
    }
    case 'waits':
      return t('history.waits', { change: fact.change, ref: fact.ref, state: fact.state });
    case 'expected':
      return t('history.expected', { day: dates.day(fact.day, { long: true }) });
    default:
      return t(`history.${fact.kind}`);
  }
}

function stepText(
  { t }: Pick<Words, 't'>,
  { state, was, reason, message }: HistoryFact & { kind: 'step' },
): string {
  return [t(`history.steps.${stepName(state, was)}`), reason, message].filter(Boolean).join(' ');
}

/** Adds to a text that its requester had left and was not notified, if that is so. */
function withLeft(
  { t }: Pick<Words, 't'>,
  { requesterLeft }: { requesterLeft: boolean },
  text: string,
): string {
  return requesterLeft ? `${text} ${t('history.requesterLeft')}` : text;
}

function stepName(state: WorkState, was: WorkState | null) {
  const isBack = state === 'begun' || state === 'queued' || state === 'putBack';
  if (isBack && was === 'blocked') return 'unblocked';
  if (isBack && was === 'takenOff') return 'restored';
  return state === 'begun' && was === 'delivered' ? 'reopened' : state;
}

function answeredText({ t, dates }: Pick<Words, 't' | 'dates'>, answer: HistoryAnswer): string {
  const { kind, until, duplicateOf, redirectedTo, rest } = answer;
  const again = until
    ? { until: 'given', date: dates.day(until, { long: true }) }
    : { until: 'none', date: '' };
  switch (kind) {
    case 'defer':
    case 'expired':
    case 'shed':
      return t(`history.answers.${kind}`, again);
    case 'accept':
      return rest ? t('history.answers.acceptPart', { name: rest.ref }) : t('history.answers.accept');
    case 'duplicate':
      return t('history.answers.duplicate', named(duplicateOf));
    case 'redirect':
      return t('history.answers.redirect', named(redirectedTo));
    default:
      return t(`history.answers.${kind}`);
  }
}

function named(request: { ref: string } | null | undefined): { ref: string; name: string } {
  return request ? { ref: 'given', name: request.ref } : { ref: 'none', name: '' };
}

function fieldText({ t }: Pick<Words, 't'>, name: string): string {
  switch (name) {
    case 'title':
    case 'description':
    case 'classOfService':
    case 'neededBy':
    case 'answerBy':
      return t(`history.fields.${name}`);
    default:
      return t('history.fields.other');
  }
}
