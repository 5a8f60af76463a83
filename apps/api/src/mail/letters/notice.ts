import type { NoticeFacts } from '@weir/domain';
import { type Words, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import { aboutAnswer } from './answers.js';
import { aboutDeadline } from './deadlines.js';
import { aboutIntake } from './intake.js';
import { layOut } from './layout.js';
import type { About, Letter, Links, Reader } from './letter.js';
import { aboutMessage } from './messages.js';
import { aboutWork } from './work.js';

/**
 * The letter of a notice, with a link to the page where its reader can act on it. Times are in the reader's zone, which is
 * named where its clock differs from the board's; without a reader's zone they are in the board's, which is named.
 */
export function letterOfNotice(
  { name, language, timeZone }: Reader,
  coded: NoticeFacts,
  { read, stop }: Links,
): Letter {
  const words = createWords(language, timeZone);
  const facts = worded(words, coded) as NoticeFacts;
  return layOut(words, {
    ...about(words, facts),
    greeting: words.t('mail.greeting', { name }),
    link: { text: words.t('mail.readInWeir'), to: read },
    footer: [whyText(words, facts)],
    stop,
  });
}

function about(words: Words, facts: NoticeFacts): About {
  switch (facts.kind) {
    case 'answered':
      return aboutAnswer(words, facts);
    case 'displaced':
    case 'begun':
    case 'blocked':
    case 'unblocked':
    case 'putBack':
    case 'takenOff':
    case 'restored':
    case 'delivered':
    case 'expected':
      return aboutWork(words, facts);
    case 'question':
    case 'reply':
      return aboutMessage(words, facts);
    case 'ticketDue':
    case 'reminder':
    case 'overdue':
      return aboutDeadline(words, facts);
    case 'gate':
    case 'room':
      return aboutIntake(words, facts);
  }
}

/** Why the reader gets the mail. */
function whyText({ t }: Words, facts: NoticeFacts): string {
  const { board } = facts;
  if (facts.kind === 'room') return t('mail.why.room', { board });
  if (facts.kind === 'gate') return t('mail.why.manager', { board });
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
