import type { RefObject } from 'react';

/** Moves the focus to a list after one of its rows was removed, and the focus with it. The page does not scroll. */
export function focusRows(list: RefObject<HTMLElement | null>): void {
  // A closing dialog first tries to focus the element that opened it, on a busy machine long after it was closed.
  for (const later of [50, 250, 1_000, 3_000, 8_000])
    setTimeout(
      () => document.activeElement === document.body && list.current?.focus({ preventScroll: true }),
      later,
    );
}

/** Moves the focus to the page after the part that had it is gone. */
export function focusPage(): void {
  focusRows({ current: document.querySelector('main') });
}
