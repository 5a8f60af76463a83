'use client';

import { setInteractionModality } from 'react-aria/useFocusVisible';

/**
 * A button pressed by Enter or Space opens an overlay that gets the focus. The browser reports such a press as a click without
 * a pointer. React Aria takes it for a screen reader's, and gives the focus only when no element has a transition. It misses the
 * end of some transitions (its listener for cancelled ones runs once an element, though each property has its own event):
 * then the focus would be lost, and no key would reach the overlay. React Aria's own listener was added as it was imported here.
 */
export function takeClicksByKeyAsKeys(): void {
  if (typeof document === 'undefined') return;
  document.addEventListener('click', takeAsKey, { capture: true });
}

function takeAsKey(event: MouseEvent): void {
  if (event.isTrusted && (event as PointerEvent).pointerType === '') setInteractionModality('keyboard');
}
