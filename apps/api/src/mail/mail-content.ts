import { momentInFull, type NoticeFacts, noticeInWords } from '@weir/domain';
import type { FormAsk } from './mail.repository.js';

export type Letter = { subject: string; text: string; html: string };

/** What somebody was told, in the words of the app, with the way to where they can do something about it. */
export function letterOfNotice(facts: NoticeFacts, { name, link }: { name: string; link: string }): Letter {
  const { title, text } = noticeInWords(facts);
  return letter({
    subject: title,
    above: [`Hello ${name},`, ...text.split(/\n{2,}/)],
    link: { says: 'Read it in Weir', to: link },
    below: [`You get this e-mail because ${whyOf(facts)}.`],
  });
}

/** Asks whoever reads the mail of an address whether it was they who gave it. */
export function letterToConfirm(
  ask: FormAsk,
  { workspace, link }: { workspace: string; link: string },
): Letter {
  return letter({
    subject: `Confirm your request to ${ask.board}`,
    above: [
      `Somebody gave this address as that of ${leadingNowhere(ask.name)} and asked ${ask.board} (${workspace}) for this:`,
      `“${leadingNowhere(ask.title)}”`,
      'If it was you, confirm it. Until then it takes no place, and nobody reads it.',
    ],
    link: { says: 'Confirm the request', to: link },
    below: [
      `The link is good until ${momentInFull(ask.expiresAt, ask.timeZone)}.`,
      'If it was not you, do nothing: it ends by itself.',
    ],
  });
}

/**
 * A stranger's words on the way to what may be another stranger's mailbox: `https://x.test` as `https[:]//x[.]test`,
 * of which no mail program makes a link.
 */
function leadingNowhere(text: string): string {
  return text.replace(/:(?=\/\/)/g, '[:]').replace(/(?<=\S)\.(?=\S)/g, '[.]');
}

function whyOf(facts: NoticeFacts): string {
  if (facts.kind === 'gate') return `you answer requests on ${facts.board}`;
  const { ref } = facts.request;
  switch (facts.reader) {
    case 'requester':
      return `you asked for ${ref} on ${facts.board}`;
    case 'watcher':
      return `you asked ${facts.board} for the same as ${ref}`;
    case 'team':
      return facts.kind === 'reply'
        ? `you wrote to the requester of ${ref}`
        : `you answer requests on ${facts.board}`;
  }
}

type Parts = { subject: string; above: string[]; link: { says: string; to: string }; below: string[] };

/** The same as plain text and as HTML. What people wrote is text in both: none of it is markup. */
function letter({ subject, above, link, below }: Parts): Letter {
  const text = [...above, `${link.says}: ${link.to}`, '-- ', ...below]
    .join('\n\n')
    .replace('-- \n\n', '-- \n');
  const html = [
    ...above.map(paragraph),
    `<p><a href="${escaped(link.to)}">${escaped(link.says)}</a></p>`,
    '<hr>',
    ...below.map(paragraph),
  ].join('\n');
  return {
    subject: subject.replace(/\p{Cc}+/gu, ' '),
    text: `${text}\n`,
    html: `<!doctype html>\n<html lang="en"><body>\n${html}\n</body></html>\n`,
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
