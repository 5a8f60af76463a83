import {
  type AnswerFacts,
  type ExpectedDate,
  isTeamReason,
  type NoticeFacts,
  type NoticeRequest,
  type OnBoard,
  type OnRequest,
  type WorkNoticeKind,
} from '@weir/domain';
import type { Translate } from '../messages.js';
import { cardNoticeText, overriddenText } from './card-notices.js';
import { freeSlotText } from './free-slots.js';
import { gateText } from './gate-notice.js';
import type { Speech } from './refusals.js';
import { requesterName } from './requester.js';

/** A notice's line, and the whole of it: an empty line separates paragraphs. */
export type NoticeText = { title: string; text: string };

/** A notice for its reader, the same in the app and by email. Times are in the board's zone. */
export function noticeText(speech: Speech, facts: NoticeFacts): NoticeText {
  const { t } = speech;
  if ('card' in facts) return cardNoticeText(speech, facts);
  switch (facts.kind) {
    case 'answered':
      return answeredText(speech, facts);
    case 'displaced':
      return {
        title: t('notices.titles.displaced', { title: facts.request.title }),
        text: paragraphs(facts.message, displacedText(speech, facts)),
      };
    case 'begun':
    case 'blocked':
    case 'unblocked':
    case 'putBack':
    case 'takenOff':
    case 'restored':
    case 'delivered':
      return workText(speech, facts);
    case 'expected':
      return {
        title: t('notices.titles.expected', { title: facts.request.title }),
        text: paragraphs(sameAs(speech, facts), movedText(speech, facts)),
      };
    case 'answerMoved':
      return {
        title: t('notices.titles.answerMoved', { title: facts.request.title }),
        text: paragraphs(
          sameAs(speech, facts),
          t('notices.answerMoved', {
            ref: facts.request.ref,
            from: speech.dates.instant(facts.from, facts.timeZone),
            to: speech.dates.instant(facts.to, facts.timeZone),
          }),
        ),
      };
    case 'ticketDue':
      return {
        title: t('notices.titles.ticketDue', { title: facts.request.title }),
        text: t('notices.ticketDue', { ref: facts.request.ref, ...from(speech, facts) }),
      };
    case 'question':
      return {
        title: t(facts.asks ? 'notices.titles.question' : 'notices.titles.message', {
          title: facts.request.title,
        }),
        text: paragraphs(facts.message, facts.asks ? t('notices.paused', { ref: facts.request.ref }) : null),
      };
    case 'reply':
      return { title: t('notices.titles.reply', { title: facts.request.title }), text: facts.message };
    case 'reminder':
      return {
        title: t('notices.titles.reminder', { title: facts.request.title }),
        text: t('notices.reminder', {
          requester: nameOfRequester(t, facts.request),
          ref: facts.request.ref,
          answerBy: speech.dates.instant(facts.request.answerBy, facts.timeZone),
        }),
      };
    case 'overdue':
      return overdueText(speech, facts);
    case 'submitted':
      return {
        title: t('notices.titles.submitted', { title: facts.request.title }),
        text: t('letters.submitted', {
          ...{ board: facts.board, ref: facts.request.ref, position: facts.position },
        }),
      };
    case 'newRequest':
      return newRequestText(speech, facts);
    case 'room':
      return {
        title: t('notices.titles.room', { board: facts.board }),
        text: t('notices.room', { board: facts.board }),
      };
    case 'slotFree':
      return freeSlotText(speech, facts);
    case 'gate':
      return gateText(speech, facts);
    case 'overridden':
      return overriddenText(speech, facts);
  }
}

type About<Kind extends NoticeFacts['kind']> = NoticeFacts & { kind: Kind };

/** What happened, why, when to expect the work now, and what its reader can do. */
function workText(speech: Speech, facts: About<WorkNoticeKind>): NoticeText {
  const { t } = speech;
  const { kind, board, reader, request } = facts;
  const words = { board, ref: request.ref };
  const happened =
    kind === 'begun' && facts.was === 'delivered'
      ? t('notices.work.reopened', words)
      : t(`notices.work.${kind}`, words);
  return {
    title: t(`notices.titles.${kind}`, { title: request.title }),
    text: paragraphs(
      sameAs(speech, facts),
      happened,
      facts.reason,
      facts.message,
      expectedText(speech, facts.expected),
      reader === 'requester' ? nextText(speech, facts) : null,
    ),
  };
}

/** What the requester can do now. */
function nextText({ t, dates }: Speech, { kind, request }: About<WorkNoticeKind>): string | null {
  if (kind === 'delivered') return t('notices.work.received', { ref: request.ref });
  if (kind !== 'takenOff') return null;
  const { ticketFrom } = request;
  return ticketFrom
    ? t('systemAnswers.askAgain', { until: dates.day(ticketFrom, { long: true }) })
    : t('notices.work.submitAgain');
}

function sameAs({ t }: Speech, { reader, request }: OnRequest): string | null {
  return reader === 'watcher' ? t('notices.work.sameAs', { ref: request.ref }) : null;
}

function movedText(
  { t, dates }: Speech,
  { board, request, from, expected }: About<'expected'>,
): string | null {
  if (!expected || 'unknown' in expected) return null;
  const day = dates.day(expected.p85, { long: true });
  const before = from
    ? { announced: 'given', from: dates.day(from, { long: true }) }
    : { announced: 'none', from: '' };
  return t('notices.work.expected', { board, ref: request.ref, day, ...before });
}

function expectedText({ t, dates }: Speech, expected: ExpectedDate | undefined): string | null {
  if (!expected || 'unknown' in expected) return null;
  return t('notices.expectedBy', { day: dates.day(expected.p85, { long: true }) });
}

/** The team's message comes first, then the state of the request, and what its reader can do. */
function answeredText(speech: Speech, facts: About<'answered'>): NoticeText {
  const { t } = speech;
  const { reader, request, answer } = facts;
  return {
    title: t('notices.titles.answered', {
      answer: t(`vocabulary.answers.${answer.kind}`),
      title: request.title,
    }),
    text: paragraphs(
      reader === 'watcher' ? t('notices.watcher', { ref: request.ref }) : null,
      answer.message,
      outcomeText(speech, facts),
      expectedText(speech, facts.expected),
      askAgainText(speech, facts),
    ),
  };
}

type Outcome = {
  board: string;
  timeZone: string;
  reader: 'requester' | 'watcher' | 'team';
  request: { ref: string };
  answer: AnswerFacts;
};

function outcomeText(speech: Speech, { board, timeZone, reader, request, answer }: Outcome): string | null {
  const { t } = speech;
  const onBoard = { board, card: answer.card ? 'given' : 'none', ref: answer.card ?? '' };
  switch (answer.kind) {
    case 'accept':
      return t('notices.accepted', onBoard);
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
  const why =
    reason !== null && reason !== 'other' && isTeamReason(kind)
      ? ` ${t(`vocabulary.reasonSentences.${reason}`)}`
      : '';
  return paragraphs(answer + why, original.message, outcomeText(speech, other), askAgainText(speech, other));
}

/** Empty for the requester if the message names the day itself. Another person's ticket is not theirs. */
function askAgainText(
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

function displacedText(
  { t, dates }: Speech,
  { until, board, reader, timeZone: zone }: About<'displaced'>,
): string {
  if (until === null) return t('notices.displaced', { board });
  const day = { until: dates.day(until, { long: true, zone }) };
  return reader === 'requester' ? t('notices.displacedUntil', day) : t('notices.displacedUntilWatcher', day);
}

function overdueText({ t, dates }: Speech, { request, reader, timeZone }: OnBoard & OnRequest): NoticeText {
  const facts = {
    ref: request.ref,
    answerBy: dates.instant(request.answerBy, timeZone),
    expiresAt: dates.instant(request.expiresAt, timeZone),
  };
  return {
    title: t('notices.titles.overdue', { title: request.title }),
    text:
      reader === 'team'
        ? t('notices.overdueTeam', { ...facts, requester: nameOfRequester(t, request) })
        : t('notices.overdue', facts),
  };
}

function nameOfRequester(t: Translate, { requester: name, guest }: NoticeRequest): string {
  return requesterName(t, { name, guest });
}

/** Who wants what, by when, and how urgent it is. */
function newRequestText({ t, dates }: Speech, { board, request, timeZone }: About<'newRequest'>): NoticeText {
  const { ref, classOfService, neededBy, answerBy } = request;
  const requester = nameOfRequester(t, request);
  const day = neededBy ? dates.day(neededBy, { long: true, zone: timeZone }) : '';
  return {
    title: t('notices.titles.newRequest', { title: request.title }),
    text: paragraphs(
      t('notices.newRequest', { requester, board, ref, answerBy: dates.instant(answerBy, timeZone) }),
      t('notices.newRequestClass', {
        class: t(`vocabulary.classes.${classOfService}`),
        needed: neededBy ? 'given' : 'none',
        day,
      }),
    ),
  };
}

function from(
  { dates }: Speech,
  { request: { ticketFrom: day }, timeZone: zone }: OnBoard & OnRequest,
): { from: string; date: string } {
  return day ? { from: 'given', date: dates.day(day, { long: true, zone }) } : { from: 'none', date: '' };
}

function paragraphs(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}
