import type { PointerEvent } from 'react';

/** A double click is over after so many milliseconds, and stays within so many pixels. */
const soon = 400;
const near = 16;
const longest = 2000;

let end: (() => void) | null = null;

/**
 * For `onPointerUpCapture` of what a press may take away or move: a second press at the same place right after one
 * on a button does nothing, so that a double click does not reach what has come under the pointer. Keys, and
 * presses elsewhere, are as ever.
 */
export function ignoreSecondPress({ target, clientX, clientY }: PointerEvent): void {
  if (!(target instanceof Element) || !target.closest('button')) return;
  end?.();
  let isSecond = false;
  let timer = setTimeout(() => end?.(), soon);
  const wait = (milliseconds: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => end?.(), milliseconds);
  };
  const swallow = (event: MouseEvent) => {
    if (event.type === 'pointerdown') {
      isSecond = Math.hypot(event.clientX - clientX, event.clientY - clientY) <= near;
      // A press that has begun is swallowed whole, however long it is held.
      if (isSecond) wait(longest);
    }
    if (!isSecond) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type !== 'click') return;
    isSecond = false;
    wait(soon);
  };
  for (const type of ofAPress) window.addEventListener(type, swallow, true);
  end = () => {
    clearTimeout(timer);
    for (const type of ofAPress) window.removeEventListener(type, swallow, true);
    end = null;
  };
}

const ofAPress = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const;
