'use client';

import type { Attachment } from '@weir/contract';
import { type RefObject, useEffect, useRef } from 'react';
import { breakBefore } from '@/components/markdown/break-before';
import { attachmentAddress } from '@/components/markdown/picture';

/** The pictures of a clipboard. Text from a web page or spreadsheet comes with a picture of itself: it stays text. */
function picturesOf(data: DataTransfer | null): File[] {
  if (!data || data.types.includes('text/plain')) return [];
  return [...data.files].filter(({ type }) => type.startsWith('image/'));
}

/** Adds pictures that are pasted anywhere in an element. In a text, each then shows where the caret was. */
export function usePastedPictures(
  element: RefObject<HTMLElement | null>,
  add: ((files: File[], onAdded?: (attachment: Attachment) => void) => void) | null,
): void {
  const latest = useRef(add);
  useEffect(() => {
    latest.current = add;
  });
  const isEnabled = add !== null;
  useEffect(() => {
    const target = element.current;
    if (!target || !isEnabled) return;
    const paste = (event: ClipboardEvent) => {
      const pictures = picturesOf(event.clipboardData);
      if (pictures.length === 0) return;
      event.preventDefault();
      const field = event.target instanceof HTMLTextAreaElement ? event.target : null;
      latest.current?.(pictures, field ? (attachment) => insert(field, attachment) : undefined);
    };
    target.addEventListener('paste', paste);
    return () => target.removeEventListener('paste', paste);
  }, [element, isEnabled]);
}

/** Inserts the picture as typing would: the input event updates the form. */
function insert(field: HTMLTextAreaElement, { id, name }: Attachment): void {
  if (!field.isConnected) return;
  const text = `![${name.replace(/[[\]\\]/g, '')}](${attachmentAddress(id)})`;
  const { selectionStart: start, value } = field;
  field.setRangeText(`${breakBefore(value.slice(0, start))}${text}\n`, start, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
