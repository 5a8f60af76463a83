import type { Words } from '@weir/words';
import type { Content, Letter, Link } from './letter.js';
import { inHeader, withoutLinks } from './without-links.js';

/**
 * The same content as plain text and as HTML. Its links are ours: whatever else it contains may come from people, and is
 * written without links as a whole, so that no text is forgotten.
 */
export function layOut({ t, language }: Words, { subject, link, stop, ...content }: Content): Letter {
  const above = [content.greeting, content.happened, content.now].flatMap(paragraphsOf);
  const below = content.footer.flatMap(paragraphsOf);
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

function paragraphsOf(text: string | null): string[] {
  return text ? withoutLinks(text).split(/\n{2,}/) : [];
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
  return `<p>${escaped(text).replace(/\n/g, '<br>')}</p>`;
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
