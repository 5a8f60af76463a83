'use client';

import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import type { PressButtonProps } from '../press/press-button';

const later = new Later(() => import('./tooltip-parts'));

/** Milliseconds of hovering until the hint is shown. */
const patience = 400;

/** A hint on hover and focus, of a button. Never the only place of a text: phones have no hover. */
export function Tooltip({ text, children }: { text: string; children: ReactElement<PressButtonProps> }) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const triggerRef = useRef<HTMLButtonElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const parts = useWhenUsed(later, isOpen);
  const close = () => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      {cloneElement(children, {
        ref: triggerRef,
        'aria-describedby': isOpen && parts ? id : undefined,
        onPointerEnter: ({ pointerType }: PointerEvent) => {
          if (pointerType === 'mouse') timer.current = setTimeout(() => setOpen(true), patience);
        },
        onPointerLeave: close,
        onPointerDown: close,
        onFocus: ({ target }: FocusEvent) => {
          if (target.matches(':focus-visible')) setOpen(true);
        },
        onBlur: close,
        onKeyDown: close,
      })}
      {parts && (
        <parts.Hint id={id} text={text} triggerRef={triggerRef} isOpen={isOpen} onOpenChange={setOpen} />
      )}
    </>
  );
}
