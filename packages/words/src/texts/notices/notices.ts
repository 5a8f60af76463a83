import type {
  ExpectedDate,
  NoticeFacts,
  NoticeRequest,
  OnBoard,
  OnRequest,
  WorkNoticeKind,
} from '@weir/domain';
import type { Translate } from '../../messages.js';
import type { Speech } from '../refusals/refusals.js';
import { requesterName } from '../requester.js';
import { askAgainText, outcomeText } from './answer-outcome.js';
import { cardNoticeText, overriddenText } from './cards.js';
import { freeSlotText } from './free-slots.js';
import { gateText } from './gate.js';
import { paragraphs } from './paragraphs.js';
import { restNoticeText } from './rest.js';
import { unknownText } from './unknown.js';

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
    case 'webhookOff': {
      const { webhook, reason } = facts;
      return {
        title: t('notices.titles.webhookOff', { webhook: webhook ?? 'none' }),
        text: t('notices.webhookOff', { reason }),
      };
    }
    case 'trialEnded': {
      const values = { board: facts.board, cause: facts.again ? 'again' : facts.cause };
      return { title: t('notices.titles.trialEnded', values), text: t('notices.trialEnded', values) };
    }
    case 'slotFree':
      return freeSlotText(speech, facts);
    case 'gate':
      return gateText(speech, facts);
    case 'rest':
      return restNoticeText(speech, facts);
    case 'overridden':
      return overriddenText(speech, facts);
    default:
      return unknownText(speech);
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
