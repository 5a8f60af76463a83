import type { NoticeFacts } from '@weir/domain';
import { noticeText, type Words, worded } from '@weir/words';
import type { FormAsk } from './mail.repository.js';

export type Letter = { subject: string; text: string; html: string };

/** A notice as in the app, with the link to where its reader can act on it. */
export function letterOfNotice(
  words: Words,
  coded: NoticeFacts,
  { name, link }: { name: string; link: string },
): Letter {
  const { t } = words;
  const facts = worded(words, coded) as NoticeFacts;
  const { title, text } = noticeText(words, facts);
  return letter(words, {
    subject: title,
    above: [t('mail.greeting', { name }), ...text.split(/\n{2,}/)],
    link: { text: t('mail.readInWeir'), to: link },
    below: [reasonText(words, facts)],
  });
}

/** Asks the person at an address whether they gave it. */
export function letterToConfirm(
  words: Words,
  ask: FormAsk,
  { workspace, link }: { workspace: string; link: string },
): Letter {
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
 * A stranger's text on the way to what may be another stranger's mailbox: `https://x.test` as `https[:]//x[.]test`,
 * which no mail program turns into a link.
 */
function withoutLinks(text: string): string {
  return text.replace(/:(?=\/\/)/g, '[:]').replace(/(?<=\S)\.(?=\S)/g, '[.]');
}

/** Why its reader gets the mail. */
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

/** The same as plain text and as HTML. What people wrote is text in both: none of it is markup. */
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
