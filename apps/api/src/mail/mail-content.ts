import type { NoticeFacts } from '@weir/domain';
import { type Language, noticeText, type Words, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import type { Confirmation, FormAsk, InvitationToMail } from './mail.repository.js';
import { inHeader, withoutLinks } from './without-links.js';

/** For whom a mail is worded. `timeZone` is null where it is not known. */
export type Reader = { name: string; language: Language; timeZone: string | null };
/** `oneClick`: where the reader's mail provider ends such mails for them; null for mails that come once. */
export type Letter = { subject: string; text: string; html: string; oneClick: string | null };
type Links = { read: string; stop: { page: string; oneClick: string } };

/**
 * Words a notice as in the app, with a link to the page where its reader can act on it. Times are in the reader's zone,
 * which is named where its clock differs from the board's; without a reader's zone they are in the board's, which is named.
 */
export function letterOfNotice(
  { name, language, timeZone }: Reader,
  coded: NoticeFacts,
  { read, stop }: Links,
): Letter {
  const words = createWords(language, timeZone);
  const facts = worded(words, coded) as NoticeFacts;
  const { title, text } = noticeText(words, facts);
  return letter(words, {
    subject: title,
    above: [words.t('mail.greeting', { name }), ...text.split(/\n{2,}/)],
    link: { text: words.t('mail.readInWeir'), to: read },
    below: [reasonText(words, facts)],
    stop,
  });
}

/** One mail to a member for several notices, which are in the app. */
export function letterOfSeveral(
  { name, language, timeZone }: Reader,
  count: number,
  { read, stop }: Links,
): Letter {
  const words = createWords(language, timeZone);
  const { t } = words;
  return letter(words, {
    subject: t('mail.several.subject', { count }),
    above: [t('mail.greeting', { name }), t('mail.several.text', { count })],
    link: { text: t('mail.readInWeir'), to: read },
    below: [t('mail.several.why')],
    stop,
  });
}

/** Asks to confirm an address that came by a form. It may be anyone's, so the mail repeats nothing that was typed there. */
export function letterToConfirm({ language, timeZone }: Reader, ask: FormAsk, link: string): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  const instant = (at: string) => dates.instant(at, ask.timeZone);
  return letter(words, {
    subject: t('mail.confirm.subject'),
    above: [t('mail.confirm.who', { at: instant(ask.at) }), t('mail.confirm.now')],
    link: { text: t('mail.confirm.link'), to: link },
    below: [t('mail.confirm.until', { until: instant(ask.expiresAt) }), t('mail.confirm.notYou')],
  });
}

/** Asks to confirm the address of a new account. It may be anyone's, so the mail repeats nothing that was typed. */
export function letterToConfirmEmail(
  { language, timeZone }: Reader,
  { expiresAt }: Confirmation,
  link: string,
): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  return letter(words, {
    subject: t('mail.address.subject'),
    above: [t('mail.address.who'), t('mail.address.now')],
    link: { text: t('mail.address.link'), to: link },
    below: [t('mail.address.until', { until: dates.instant(expiresAt) }), t('mail.address.notYou')],
  });
}

/** Has the link that proves the address. Its subject has nothing that was typed: the address may be anyone's. */
export function letterOfInvitation(
  { language, timeZone }: Reader,
  { workspace, by, expiresAt }: InvitationToMail,
  link: string,
): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  const name = by?.name ?? '';
  return letter(words, {
    subject: t('mail.invitation.subject'),
    above: [t('mail.invitation.who', { name, workspace }), t('mail.invitation.now')],
    link: { text: t('mail.invitation.link'), to: link },
    below: [
      t('mail.invitation.until', { until: dates.instant(expiresAt, timeZone ?? 'UTC') }),
      t('mail.invitation.notYou'),
    ],
  });
}

/** Says why the reader gets the mail. */
function reasonText({ t }: Words, facts: NoticeFacts): string {
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

type Link = { text: string; to: string };
type Parts = { subject: string; above: string[]; link: Link; below: string[]; stop?: Links['stop'] };

/**
 * The same content as plain text and as HTML. Its links are ours: whatever else it contains may come from people, and is
 * written without links as a whole, so that no text is forgotten.
 */
function letter({ t, language }: Words, { subject, link, stop, ...parts }: Parts): Letter {
  const above = parts.above.map(withoutLinks);
  const below = parts.below.map(withoutLinks);
  const end = stop && { text: t('mail.stop'), to: stop.page };
  const text = [...above, plainLink(link), '-- ', ...below, ...(end ? [plainLink(end)] : [])]
    .join('\n\n')
    .replace('-- \n\n', '-- \n');
  const html = [
    ...above.map(paragraph),
    htmlLink(link),
    '<hr>',
    ...below.map(paragraph),
    ...(end ? [htmlLink(end)] : []),
  ].join('\n');
  return {
    subject: inHeader(subject),
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="${language}"><head>${noDetection}</head><body>\n${html}\n</body></html>\n`,
    oneClick: stop?.oneClick ?? null,
  };
}

function plainLink({ text, to }: Link): string {
  return `${text}: ${to}`;
}

function htmlLink({ text, to }: Link): string {
  return `<p><a href="${escaped(to)}">${escaped(text)}</a></p>`;
}

/** Asks mail programs to make no links of numbers, dates and addresses either. */
const noDetection =
  '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">';

function paragraph(text: string): string {
  return `<p>${escaped(text).replace(/\r?\n/g, '<br>')}</p>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
