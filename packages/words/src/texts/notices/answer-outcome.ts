import { type AnswerFacts, isTeamReason, type NotNowReason, type OnBoard } from '@weir/domain';
import type { Speech } from '../refusals/refusals.js';
import { paragraphs } from './paragraphs.js';

type Outcome = {
  board: string;
  timeZone: string;
  reader: 'requester' | 'watcher' | 'team';
  request: { ref: string };
  answer: AnswerFacts;
};

/** What follows from the answer for its reader; null if the answer's message says it all. */
export function outcomeText(
  speech: Speech,
  { board, timeZone, reader, request, answer }: Outcome,
): string | null {
  const { t } = speech;
  const onBoard = { board, card: answer.card ? 'given' : 'none', ref: answer.card ?? '' };
  switch (answer.kind) {
    case 'accept':
      return paragraphs(
        t('notices.accepted', onBoard),
        answer.part ? t('notices.part', { title: answer.part }) : null,
        restText(speech, { board, timeZone, reader, request, answer }),
      );
    case 'trade':
      return t('notices.traded', onBoard);
    case 'duplicate':
      return (
        answer.duplicateOf && duplicateText(speech, { board, timeZone }, answer.duplicateOf, answer.standing)
      );
    case 'redirect':
      return (
        answer.redirectedTo &&
        t('notices.redirected', { board: answer.redirectedTo.board, ref: answer.redirectedTo.ref })
      );
    case 'withdrawn':
      return t(reader === 'watcher' ? 'notices.withdrawnWatcher' : 'notices.withdrawn');
    case 'expired':
      return answer.message === null ? t('notices.expired', { ref: request.ref }) : null;
    case 'decline':
    case 'defer':
    case 'shed':
      return null;
  }
}

/** If only a part was accepted: the remaining part, why it is not now, and when the requester can ask for it again. */
function restText(
  { t, dates }: Speech,
  { reader, timeZone: zone, answer: { rest } }: Outcome,
): string | null {
  if (!rest) return null;
  const until = dates.day(rest.until, { long: true, zone });
  return paragraphs(
    t('notices.rest', { title: rest.title }) + sentenceOf(t, rest.reason),
    rest.message,
    t(reader === 'requester' ? 'notices.restAgain' : 'notices.restAgainWatcher', { until }),
  );
}

function sentenceOf(t: Speech['t'], reason: NotNowReason | null): string {
  return reason !== null && reason !== 'other' ? ` ${t(`vocabulary.reasonSentences.${reason}`)}` : '';
}

/** Repeats the answer that the other request already has. A later answer is a notice of its own. */
function duplicateText(speech: Speech, on: OnBoard, ref: string, original: AnswerFacts['standing']): string {
  const { t } = speech;
  if (original === null) return t('notices.duplicateWaits', { ref });
  const { kind, reason, own } = original;
  const other: Outcome = {
    ...on,
    reader: own ? 'requester' : 'watcher',
    request: { ref },
    answer: { ...original, duplicateOf: null, redirectedTo: null, standing: null },
  };
  const answer = t('notices.duplicateAnswered', { ref, answer: t(`vocabulary.answers.${kind}`) });
  const why = isTeamReason(kind) ? sentenceOf(t, reason) : '';
  return paragraphs(answer + why, original.message, outcomeText(speech, other), askAgainText(speech, other));
}

/** Empty for the requester if the message names the day itself. Another person's ticket is not theirs. */
export function askAgainText(
  { t, dates }: Speech,
  { reader, timeZone: zone, answer: { until, message } }: Outcome,
): string | null {
  if (until === null) return null;
  const day = dates.day(until, { long: true, zone });
  if (reader !== 'requester') return t('notices.askAgainWatcher', { until: day });
  return message?.includes(dates.day(until, { long: true }))
    ? null
    : t('systemAnswers.askAgain', { until: day });
}
