import { type RefObject, useEffect } from 'react';

/**
 * Scrolls a field with its notices back into view when the cards of its stack push it off the screen while it has the focus.
 * After somebody has scrolled away from it, nothing moves.
 */
export function useKeptInView(field: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const around = field.current?.parentElement;
    const stack = around?.closest('[data-stack]');
    if (!around || !stack) return;
    let isSeen = true;
    // It reports after the other observer of the same frame, so that one still reads what was on the screen before.
    const sight = new IntersectionObserver(([entry]) => {
      isSeen = entry?.isIntersecting ?? isSeen;
    });
    const size = new ResizeObserver(() => {
      if (!isSeen || !around.contains(document.activeElement)) return;
      around.scrollIntoView({ block: 'nearest' });
      // The field, where not all of it fits.
      field.current?.scrollIntoView({ block: 'nearest' });
    });
    sight.observe(around);
    for (const part of [around, stack, ...stack.children]) size.observe(part);
    return () => {
      sight.disconnect();
      size.disconnect();
    };
  }, [field]);
}
