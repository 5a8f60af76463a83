import type { Words } from '@weir/words';
import type { Item, Letter, Quote } from '../letter.js';
import { button, document, itemOfList, paragraph, quoted, small } from './html.js';
import { inHeader, withoutLinks } from './without-links.js';

/** A letter as a mail has it: the same content as plain text and as HTML. */
export type LaidOut = { subject: string; text: string; html: string };

/**
 * Lays a letter out. Its links are ours: whatever else it contains may come from people, and is written without links as
 * a whole, so that no text is forgotten. `repliesAreRead`: whether somebody reads what is sent to the mail's reply address.
 */
export function layOut(
  { t, language }: Words,
  { subject, link, stop, ...letter }: Letter,
  { repliesAreRead }: { repliesAreRead: boolean },
): LaidOut {
  const { greeting, happened, why, quotes, expected, now, original } = letter;
  const replies = t(letter.thread && link ? 'mail.replies.request' : 'mail.replies.other', {
    read: repliesAreRead ? 'yes' : 'no',
  });
  const above = [greeting, happened, why].flatMap(paragraphsOf);
  const list = (letter.list ?? []).map(cleanItem);
  const then = [expected, now].flatMap(paragraphsOf);
  const below = [...letter.footer, replies].flatMap(paragraphsOf);
  const end = stop && { text: t('mail.stop'), to: stop.page };
  const wrote = quotes.map(clean);
  const asked = original && clean(original);

  const text = [
    ...above,
    ...list.map(plainItem),
    ...wrote.map(plainQuote),
    ...then,
    ...(link ? [plainLink(link)] : []),
    ...(asked ? [plainQuote(asked)] : []),
    // The mark of a signature: mail programs leave out what follows it when somebody replies.
    `-- \n${below.join('\n\n')}`,
    ...(end ? [plainLink(end)] : []),
  ].join('\n\n');
  const html = document({
    language,
    subject: inHeader(subject),
    preview: withoutLinks([happened, expected].filter(Boolean).join(' ')),
    body: [
      ...above.map((each) => paragraph(each)),
      ...list.map(itemOfList),
      ...wrote.map(quoted),
      ...then.map((each) => paragraph(each)),
      ...(link ? [button(link)] : []),
      ...(asked ? [quoted(asked)] : []),
    ],
    footer: [...below.map(small), ...(end ? [small(end)] : [])],
  });
  return { subject: inHeader(subject), text: `${text}\n`, html };
}

function paragraphsOf(text: string | null): string[] {
  return text ? withoutLinks(text).split(/\n{2,}/) : [];
}

function clean({ heading, text }: Quote): Quote {
  return {
    heading: withoutLinks(heading),
    text: withoutLinks(text)
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  };
}

function cleanItem({ title, about, to }: Item): Item {
  return { title: withoutLinks(title), about: withoutLinks(about), to };
}

function plainItem({ title, about, to }: Item): string {
  return `* ${title}\n${about}\n${to}`;
}

function plainLink({ text, to }: { text: string; to: string }): string {
  return `${text}: ${to}`;
}

function plainQuote({ heading, text }: Quote): string {
  const lines = text.split('\n').map((line) => `> ${line}`.trimEnd());
  return [heading, ...lines].join('\n');
}
