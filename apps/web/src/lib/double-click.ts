import type { PointerEvent } from 'react';

/** A double click ends within this many milliseconds and this many pixels. */
const soon = 400;
const near = 16;
const longest = 2000;

let end: (() => void) | null = null;

/**
 * Ignores the second press of a double click on a button. Use it as `onPointerUpCapture` where the first press may
 * remove or move something: the second one would hit what is then under the pointer. Keys and presses elsewhere
 * work as usual.
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
  const ignore = (event: MouseEvent) => {
    if (event.type === 'pointerdown') {
      isSecond = Math.hypot(event.clientX - clientX, event.clientY - clientY) <= near;
      // A press that has begun is ignored whole, however long it lasts.
      if (isSecond) wait(longest);
    }
    if (!isSecond) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type !== 'click') return;
    isSecond = false;
    wait(soon);
  };
  for (const type of ofAPress) window.addEventListener(type, ignore, true);
  end = () => {
    clearTimeout(timer);
    for (const type of ofAPress) window.removeEventListener(type, ignore, true);
    end = null;
  };
}

const ofAPress = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'] as const;
