import { type RefObject, useEffect, useRef } from 'react';

/**
 * Focuses a field that a menu opened. The menu gives the focus back to its button when it closes, so the field takes it again
 * until the person presses something or focuses another field of its form; then it is settled.
 */
export function useFocusFromMenu(field: RefObject<HTMLElement | null>): RefObject<boolean> {
  const isSettled = useRef(false);
  useEffect(() => {
    const listening = new AbortController();
    const take = (event?: FocusEvent) => {
      const isOther = event && event.target !== field.current;
      // Screen readers focus without a key or a pointer.
      if (isOther && field.current?.closest('form')?.contains(event.target as Node)) isSettled.current = true;
      if (!isSettled.current) field.current?.focus();
    };
    const settle = () => {
      isSettled.current = true;
    };
    const options = { capture: true, signal: listening.signal };
    document.addEventListener('focusin', take, options);
    for (const type of ['keydown', 'pointerdown']) document.addEventListener(type, settle, options);
    take();
    return () => listening.abort();
  }, [field]);
  return isSettled;
}
