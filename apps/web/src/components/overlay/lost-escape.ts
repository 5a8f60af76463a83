'use client';

import { useEffect } from 'react';
import { topLayer } from '@/lib/top-layer';

/**
 * Escape closes what is open on top, also while nothing in it has the focus. React Aria gives the focus back one or more
 * frames after a popover has closed, or not at all (adobe/react-spectrum#10610), and its overlays hear only keys of
 * elements inside them: a second Escape would be lost.
 */
export function useLostEscape(): void {
  // Added by each overlay, and once for all of them: it is the same function.
  useEffect(() => document.addEventListener('keydown', handOver, { capture: true }), []);
}

function handOver(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || !isLost(event.target)) return;
  const top = topLayer();
  if (!top) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  top.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
}

/** Nowhere, or in an overlay that is closing. */
function isLost(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('[data-exiting]') !== null);
}
