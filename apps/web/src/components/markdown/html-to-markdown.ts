import Turndown from 'turndown';
import { isOpenable } from './link-address';

const headings = 'h1, h2, h3, h4, h5, h6';
const structures = `${headings}, ul, ol, a[href], pre, code, table, blockquote, del, s, strike, hr`;

/** Converts a web page to Markdown; null if plain text would lose nothing. `html` is parsed, never shown or run. */
export function markdownOfHtml(html: string): string | null {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const hasStyle = [...body.querySelectorAll('b, strong, i, em, span')].some(
    (each) => isBold(each) || isItalic(each),
  );
  if (!hasStyle && !body.querySelector(structures)) return null;
  // Google Docs puts a list below its item, not into it.
  for (const list of body.querySelectorAll(':is(ul, ol) > :is(ul, ol)'))
    if (list.previousElementSibling?.nodeName === 'LI') list.previousElementSibling.append(list);
  for (const line of body.querySelectorAll('pre br')) line.replaceWith('\n');
  // Count once for each list and table: counting for each item and cell takes seconds for a long one.
  for (const list of body.querySelectorAll('ol')) number(list);
  for (const table of body.querySelectorAll('table')) table.dataset.columns = `${columnsOf(table)}`;
  return converter().turndown(body).trim() || null;
}

function converter(): Turndown {
  const turndown = new Turndown({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
    // In our Markdown a line break needs no mark.
    br: '',
  });
  const escaped = turndown.escape.bind(turndown);
  // An underscore inside a word needs no escape.
  turndown.escape = (text) => escaped(text).replace(/(?<=[\p{L}\d])\\_(?=[\p{L}\d])/gu, '_');
  return turndown
    .remove(['script', 'style', 'title', 'noscript', 'template', 'button', 'select', 'textarea'])
    .addRule('struck', {
      filter: (node) => ['DEL', 'S', 'STRIKE'].includes(node.nodeName),
      replacement: (content) => around('~~', content),
    })
    .addRule('styled', {
      filter: ['b', 'strong', 'i', 'em', 'span'],
      replacement: (content, node) => styled(content, node as Element),
    })
    .addRule('link', {
      filter: 'a',
      replacement: (content, node) => link(content, (node as Element).getAttribute('href')),
    })
    .addRule('picture', { filter: 'img', replacement: (_, node) => picture(node as Element) })
    .addRule('code', { filter: 'pre', replacement: (_, node) => fenced(node as Element) })
    .addRule('item', { filter: 'li', replacement: (content, node) => item(content, node as HTMLElement) })
    .addRule('box', {
      filter: (node) => node.nodeName === 'INPUT',
      replacement: (_, node) => box(node as HTMLInputElement),
    })
    .addRule('cell', {
      filter: ['td', 'th'],
      replacement: (content, node) => cell(content, node as HTMLTableCellElement),
    })
    .addRule('row', {
      filter: 'tr',
      replacement: (content, node) => (isLayout(tableOf(node as Element)) ? content : `|${content}\n`),
    })
    .addRule('table', {
      filter: 'table',
      replacement: (content, node) => table(content, node as HTMLTableElement),
    });
}

function isBold(element: Element): boolean {
  const weight = styleOf(element, 'font-weight');
  if (weight) return weight === 'bold' || Number(weight) >= 600;
  return element.matches('b, strong');
}

function isItalic(element: Element): boolean {
  const style = styleOf(element, 'font-style');
  return style ? style === 'italic' : element.matches('i, em');
}

function styleOf(element: Element, name: string): string {
  return (element as HTMLElement).style.getPropertyValue(name);
}

function styled(content: string, element: Element): string {
  // A heading is bold already, and a mark cannot span paragraphs.
  if (element.closest(headings) || content.trim().includes('\n')) return content;
  const italic = isItalic(element) ? around('*', content) : content;
  return isBold(element) ? around('**', italic) : italic;
}

/** Puts the marks next to the words, inside the space around them. */
function around(mark: string, content: string): string {
  return content.replace(/^(\s*)(\S[\s\S]*?)(\s*)$/, `$1${mark}$2${mark}$3`);
}

/** Keeps links to web and e-mail addresses; other links become plain text. */
function link(content: string, href: string | null): string {
  const text = content.replace(/\s*\n\s*/g, ' ');
  if (!text.trim() || !href || !URL.canParse(href) || !isOpenable(href)) return content;
  if (text.trim() === href) return href;
  return text.replace(/^(\s*)(.*?)(\s*)$/, `$1[$2](${addressOf(href)})$3`);
}

function picture(element: Element): string {
  const alt = (element.getAttribute('alt') ?? '').replace(/[[\]\\\n]/g, '');
  const src = element.getAttribute('src') ?? '';
  return /^https?:/i.test(src) && URL.canParse(src) ? `![${alt}](${addressOf(src)})` : alt;
}

function addressOf(address: string): string {
  return new URL(address).href.replace(/\(/g, '%28').replace(/\)/g, '%29').replace(/\$/g, '%24');
}

function fenced(element: Element): string {
  const text = (element.textContent ?? '').replace(/^\n|\n+$/g, '');
  const named = [element, element.parentElement, element.querySelector('code')]
    .map((each) => each?.className.match(/\b(?:language|lang|highlight-source)-([\w+#-]+)/)?.[1])
    .find(Boolean);
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((marks) => marks.length));
  const fence = '`'.repeat(longest + 1);
  return `\n\n${fence}${named ?? ''}\n${text}\n${fence}\n\n`;
}

function number(list: HTMLOListElement): void {
  let next = list.start;
  for (const each of list.children) if (each instanceof HTMLElement) each.dataset.mark = `${next++}. `;
}

function item(content: string, element: HTMLElement): string {
  const mark = element.dataset.mark ?? '- ';
  const tight = content
    .trim()
    .replace(/^(\[[ x]\]) +/, '$1 ')
    .replace(/\n\n(?=(?:- |\d+\. ))/g, '\n');
  const indented = tight.replace(/\n(?=.)/g, `\n${' '.repeat(mark.length)}`);
  return `${mark}${indented}${element.nextElementSibling ? '\n' : ''}`;
}

function box({ type, checked }: HTMLInputElement): string {
  if (type !== 'checkbox') return '';
  return checked ? '[x] ' : '[ ] ';
}

/** A table of one column is layout, not data. */
function isLayout(element: HTMLTableElement | null): boolean {
  return Number(element?.dataset.columns) < 2;
}

const tableOf = (part: Element) => part.closest('table');

function columnsOf({ rows }: HTMLTableElement): number {
  return [...rows].reduce((most, row) => Math.max(most, widthOf(row)), 0);
}

const widthOf = ({ cells }: HTMLTableRowElement) => [...cells].reduce((sum, { colSpan }) => sum + colSpan, 0);

function cell(content: string, element: HTMLTableCellElement): string {
  if (isLayout(tableOf(element))) return `\n\n${content}\n\n`;
  return ` ${content
    .trim()
    .replace(/\s*\n\s*/g, ' ')
    .replace(/\|/g, '\\|')} |${' |'.repeat(element.colSpan - 1)}`;
}

/** The first row becomes the head, because a Markdown table needs one. */
function table(content: string, element: HTMLTableElement): string {
  const [head] = element.rows;
  if (!head || isLayout(element)) return `\n\n${content}\n\n`;
  const columns = Number(element.dataset.columns);
  const [first = '', ...others] = content.split('\n').filter((line) => line.startsWith('|'));
  const missing = ' |'.repeat(columns - widthOf(head));
  return `\n\n${[`${first}${missing}`, `|${' --- |'.repeat(columns)}`, ...others].join('\n')}\n\n`;
}
