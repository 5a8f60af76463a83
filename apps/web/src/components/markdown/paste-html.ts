import type { ClipboardEvent } from 'react';
import { Later } from '@/lib/loading/when-used';
import { breakBefore } from './break-before';

const later = new Later(() => import('./html-to-markdown'));

/** HTML whose meaning plain text would lose. Coloured code from an editor has no such HTML. */
const structure =
  /<(?:h[1-6]|[uo]l|a|pre|code|table|blockquote|del|s|strike|hr|b|strong|i|em)[\s>]|font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic/i;
/** In characters. Converting more would block the page. */
const mostHtml = 200_000;
const block = /^(?:#{1,6} |- |\d+\. |\||>|```|---)/;

/** Pastes a part of a web page as Markdown. Everything else, and everything in a block of code, is pasted unchanged. */
export function pasteHtml(event: ClipboardEvent<HTMLTextAreaElement>): void {
  const { clipboardData, currentTarget: field } = event;
  const html = clipboardData.getData('text/html');
  const plain = clipboardData.getData('text/plain');
  if (!plain || html.length > mostHtml || !structure.test(html) || isInCode(field)) return;
  event.preventDefault();
  void convert(html).then((markdown) => insert(field, markdown ?? plain));
}

function isInCode({ value, selectionStart }: HTMLTextAreaElement): boolean {
  const fences = value.slice(0, selectionStart).match(/^ {0,3}(?:```|~~~)/gm) ?? [];
  return fences.length % 2 === 1;
}

/** Null if there is nothing to convert, or the code for it cannot be loaded. */
async function convert(html: string): Promise<string | null> {
  return (await later.start())?.markdownOfHtml(html) ?? null;
}

/** Inserts as typing does, so that the browser can undo it. */
function insert(field: HTMLTextAreaElement, text: string): void {
  if (!field.isConnected) return;
  field.focus();
  const { value, selectionStart, selectionEnd } = field;
  const inserted = block.test(text) ? breakBefore(value.slice(0, selectionStart)) + text : text;
  if (document.execCommand('insertText', false, inserted)) return;
  field.setRangeText(inserted, selectionStart, selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
