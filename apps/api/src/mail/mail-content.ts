import type { NoticeFacts } from '@weir/domain';
import { type Language, noticeText, type Words, worded } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import type { FormAsk } from './mail.repository.js';

/** For whom a mail is worded. `timeZone` is null where it is not known. */
export type Reader = { name: string; language: Language; timeZone: string | null };
export type Letter = { subject: string; text: string; html: string };

/**
 * Words a notice as in the app, with a link to the page where its reader can act on it. Times are in the reader's zone,
 * which is named where its clock differs from the board's; without a reader's zone they are in the board's, which is named.
 */
export function letterOfNotice(
  { name, language, timeZone }: Reader,
  coded: NoticeFacts,
  link: string,
): Letter {
  const words = createWords(language, timeZone && coded.timeZone);
  const facts = worded(words, { ...coded, timeZone: timeZone ?? coded.timeZone }) as NoticeFacts;
  const { title, text } = noticeText(words, facts);
  return letter(words, {
    subject: title,
    above: [words.t('mail.greeting', { name }), ...text.split(/\n{2,}/)],
    link: { text: words.t('mail.readInWeir'), to: link },
    below: [reasonText(words, facts)],
  });
}

/** Asks to confirm that the address belongs to the person who sent the form. */
export function letterToConfirm(
  { language, timeZone }: Reader,
  ask: FormAsk,
  { workspace, link }: { workspace: string; link: string },
): Letter {
  const words = createWords(language, timeZone);
  const { t, dates } = words;
  return letter(words, {
    subject: t('mail.confirm.subject', { board: ask.board }),
    above: [
      t('mail.confirm.who', { name: withoutLinks(ask.name), board: ask.board, workspace }),
      t('mail.confirm.title', { title: withoutLinks(ask.title) }),
      t('mail.confirm.now'),
    ],
    link: { text: t('mail.confirm.link'), to: link },
    below: [
      t('mail.confirm.until', { until: dates.instant(ask.expiresAt, ask.timeZone) }),
      t('mail.confirm.notYou'),
    ],
  });
}

/**
 * Writes `https://x.test` as `https[:]//x[.]test`, which no mail program turns into a link: anyone can send a text to any
 * address by the form.
 */
function withoutLinks(text: string): string {
  return text.replace(/:(?=\/\/)/g, '[:]').replace(/(?<=\S)\.(?=\S)/g, '[.]');
}

/** Says why the reader gets the mail. */
function reasonText({ t }: Words, facts: NoticeFacts): string {
  const { board } = facts;
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

type Parts = { subject: string; above: string[]; link: { text: string; to: string }; below: string[] };

/** The same content as plain text and as HTML. Text that people wrote is escaped. */
function letter({ language }: Words, { subject, above, link, below }: Parts): Letter {
  const text = [...above, `${link.text}: ${link.to}`, '-- ', ...below]
    .join('\n\n')
    .replace('-- \n\n', '-- \n');
  const html = [
    ...above.map(paragraph),
    `<p><a href="${escaped(link.to)}">${escaped(link.text)}</a></p>`,
    '<hr>',
    ...below.map(paragraph),
  ].join('\n');
  return {
    subject: subject.replace(/\p{Cc}+/gu, ' '),
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="${language}"><body>\n${html}\n</body></html>\n`,
  };
}

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
