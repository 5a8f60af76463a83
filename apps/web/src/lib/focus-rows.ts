import type { RefObject } from 'react';

/** After one of a list's rows is gone with its dialog, and the focus with them: the list takes it. */
export function focusRows(list: RefObject<HTMLElement | null>): void {
  // A dialog that closes looks first for where it was opened.
  for (const later of [50, 250])
    setTimeout(() => document.activeElement === document.body && list.current?.focus(), later);
}
