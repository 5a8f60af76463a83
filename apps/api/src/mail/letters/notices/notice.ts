import { type NoticeFacts, todayIn } from '@weir/domain';
import { freeSlotOf, noticeText, type Words } from '@weir/words';
import type { About, Letter, LetterFacts, Links, Quote } from '../letter.js';
import { aboutAnswer } from './answers.js';
import { aboutCard, aboutOverrides, whyCard } from './cards.js';
import { aboutDeadline, aboutMovedAnswer } from './deadlines.js';
import { aboutIntake, aboutRest } from './intake.js';
import { aboutMessage } from './messages.js';
import { aboutNewRequest } from './new-request.js';
import { requesterText } from './sentences.js';
import { aboutFreeSlot } from './slots.js';
import { aboutSubmission } from './submitted.js';
import { aboutTrial } from './trials.js';
import { aboutWebhookOff } from './webhooks.js';
import { aboutWork } from './work.js';

/**
 * The letter of a notice, with a link to the page where its reader can act on it. Times are in the reader's zone, which is
 * named where its clock differs from the board's; without a reader's zone they are in the board's, which is named.
 * `known` is null for a notice that is about no request. Without `read`, in an archived workspace, it promises nothing.
 */
export function letterOfNotice(
  words: Words,
  name: string,
  facts: NoticeFacts,
  known: LetterFacts | null,
  { read, stop }: { read: string | null; stop: Links['stop'] },
): Letter {
  const { t } = words;
  const { open, stored, ...says } = about(words, facts, known);
  return {
    subject: subjectOf(words, facts, known),
    greeting: t('mail.greeting', { name }),
    why: null,
    quotes: [],
    expected: null,
    ...says,
    ...(read === null && { expected: null, now: t('letters.now.archived', { board: facts.board }) }),
    link: read === null ? null : { text: open, to: read },
    original: originalOf(words, facts, known),
    footer: [whyText(words, facts), ...(stored ? [stored] : [])],
    stop,
    thread: known?.thread ?? null,
  };
}

function about(words: Words, facts: NoticeFacts, known: LetterFacts | null): About {
  if ('card' in facts) return aboutCard(words, facts);
  if (facts.kind === 'overridden') return aboutOverrides(words, facts);
  if (facts.kind === 'slotFree') return aboutFreeSlot(words, facts);
  if (facts.kind === 'trialEnded') return aboutTrial(words, facts);
  if (facts.kind === 'webhookOff') return aboutWebhookOff(words, facts);
  if (facts.kind === 'gate' || facts.kind === 'room') return aboutIntake(words, facts);
  if (facts.kind === 'rest') return aboutRest(words, facts);
  if (!known) throw new Error(`a notice of the kind ${facts.kind} is about a request`);
  switch (facts.kind) {
    case 'answered':
      return aboutAnswer(words, facts, known);
    case 'displaced':
    case 'begun':
    case 'blocked':
    case 'unblocked':
    case 'putBack':
    case 'takenOff':
    case 'restored':
    case 'delivered':
    case 'expected':
      return aboutWork(words, facts, known);
    case 'question':
    case 'reply':
      return aboutMessage(words, facts, known);
    case 'submitted':
      return aboutSubmission(words, facts, known);
    case 'answerMoved':
      return aboutMovedAnswer(words, facts);
    case 'ticketDue':
    case 'reminder':
    case 'overdue':
      return aboutDeadline(words, facts);
    case 'newRequest':
      return aboutNewRequest(words, facts);
  }
}

/** The same in all letters about a request: Gmail shows as one conversation only what has one subject. */
function subjectOf(words: Words, facts: NoticeFacts, known: LetterFacts | null): string {
  if (!('request' in facts) || !facts.request) return noticeText(words, facts).title;
  const { ref, title } = known?.original ?? facts.request;
  return ref === title ? ref : words.t('letters.subject', { ref, title });
}

/** Of a long text, what fits on a page. */
const longest = 1500;

function originalOf(words: Words, facts: NoticeFacts, known: LetterFacts | null): Quote | null {
  const { t, dates } = words;
  const original = known?.original;
  if (!original || !('request' in facts)) return null;
  const { own, ref, title, description, neededBy, at } = original;
  const day = dates.day(todayIn(new Date(at), facts.timeZone), { long: true });
  const text = [
    title,
    shortened(description.trim()),
    neededBy && t('letters.neededBy', { day: dates.day(neededBy, { long: true }) }),
  ];
  return {
    heading: t('letters.original', {
      ...{ own: own ? 'yes' : 'no', ref, day },
      requester: requesterText(words, facts.request),
    }),
    text: text.filter(Boolean).join('\n\n'),
  };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
}

/** Why the reader gets the mail. */
function whyText(words: Words, facts: NoticeFacts): string {
  const { t } = words;
  const { board } = facts;
  if ('card' in facts) return whyCard(words, facts);
  if (facts.kind === 'overridden') return t('letters.cards.why.overridden', { board });
  if (facts.kind === 'slotFree') return t('letters.slots.why', freeSlotOf(facts));
  if (facts.kind === 'webhookOff') return t('letters.webhook.why');
  if (facts.kind === 'room') return t('mail.why.room', { board });
  if (facts.kind === 'gate' || facts.kind === 'trialEnded') return t('mail.why.manager', { board });
  if (facts.kind === 'rest') return t('mail.why.team', { board });
  const { ref } = facts.request;
  switch (facts.reader) {
    case 'requester':
      return t('mail.why.requester', { ref, board });
    case 'watcher':
      return t('mail.why.watcher', { ref, board });
    case 'team':
      return facts.kind === 'reply' ? t('mail.why.wrote', { ref }) : t('mail.why.manager', { board });
  }
}
