'use client';

import { type PointerEvent, useEffect, useRef } from 'react';

/** Milliseconds of touch that make a long press. */
const patience = 500;
/** CSS pixels that the finger may move during it. */
const slack = 10;

/** What a button needs to know of a long press by finger. A long one does not press it too. */
export function useLongPress(onLongPress: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const from = useRef({ x: 0, y: 0 });
  const cancel = () => clearTimeout(timer.current);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y, currentTarget }: PointerEvent<HTMLElement>) => {
      cancel();
      if (pointerType !== 'touch') return;
      from.current = { x, y };
      timer.current = setTimeout(() => {
        // The click that follows is of this press.
        const swallow = (event: Event) => {
          event.preventDefault();
          event.stopPropagation();
        };
        currentTarget.addEventListener('click', swallow, { capture: true, once: true });
        onLongPress();
      }, patience);
    },
    onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
      if (Math.hypot(x - from.current.x, y - from.current.y) > slack) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  };
}
